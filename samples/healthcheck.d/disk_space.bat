@echo off
rem jetpack: timeout=20s
rem Is there space left on the system drive of a Windows node?
rem 0: enough. 2: less than the limit. 3: could not find out. Never 254: a full disk can be emptied.
rem Only dir is asked: it is there on every Windows, and with /-c its numbers have no thousands separators.
setlocal

rem The limit is in units of 1000000000 bytes: cmd counts only to 2147483647, so nine digits are cut off.
if not defined DISK_SPACE_DRIVE set DISK_SPACE_DRIVE=C:
if not defined DISK_SPACE_LIMIT_GB set DISK_SPACE_LIMIT_GB=5

rem The last line of dir is "12 Dir(s) 34567890123 bytes free", with other words in other languages.
set FREE=
for /f "tokens=3" %%a in ('dir /a /-c %DISK_SPACE_DRIVE%\ 2^>nul') do set FREE=%%a

rem A number is what leaves nothing over when its digits are taken away.
if not defined FREE set FREE=nothing
for /f "delims=0123456789" %%a in ("%FREE%") do (
  >&2 echo cannot find out about the space on %DISK_SPACE_DRIVE%: no number of free bytes from dir
  exit /b 3
)
for /f "delims=0123456789" %%a in ("%DISK_SPACE_LIMIT_GB%") do (
  >&2 echo DISK_SPACE_LIMIT_GB must be a whole number, not %DISK_SPACE_LIMIT_GB%
  exit /b 3
)

set FREE_GB=%FREE:~0,-9%
if not defined FREE_GB set FREE_GB=0
if %FREE_GB% lss %DISK_SPACE_LIMIT_GB% (
  >&2 echo only %FREE_GB% GB free on %DISK_SPACE_DRIVE% of at least %DISK_SPACE_LIMIT_GB% GB
  exit /b 2
)
echo %FREE_GB% GB free on %DISK_SPACE_DRIVE%
exit /b 0
