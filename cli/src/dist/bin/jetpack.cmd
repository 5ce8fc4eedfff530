@echo off
rem Starts Jetpack out of the distribution that this file lies in, on Windows.
rem What it sets is gone before Java starts: neither the caller nor a script sees it.
setlocal EnableExtensions DisableDelayedExpansion

for %%i in ("%~dp0..") do set "jetpack_home=%%~fi"
rem at the top of a drive there is a backslash already, which would take the quote after it along
if "%jetpack_home:~-1%"=="\" set "jetpack_home=%jetpack_home%."
set "jetpack_system=%jetpack_home%\system"
call :find_java
if not defined jetpack_java goto :no_java

set "jetpack_classes=%jetpack_system%\lib\jetpack.jar"
if not exist "%jetpack_classes%" set "jetpack_classes=%jetpack_system%\lib\*"
set "jetpack_resources=-Djetpack.terminal="
if exist "%jetpack_system%\resources\" set "jetpack_resources=-Dpolyglot.engine.resourcePath=%jetpack_system%\resources"

rem the whole line is read before its first part is carried out
endlocal & "%jetpack_java%" "@%jetpack_system%\jvm.options" "-Djetpack.home=%jetpack_home%" "%jetpack_resources%" -cp "%jetpack_classes%" io.jetpack.cli.program.Jetpack %*
exit /b %errorlevel%

:no_java
endlocal
>&2 echo jetpack: no JDK 25 or newer was found; install one (for instance Eclipse Temurin 25) or set JETPACK_JAVA_HOME to its directory
exit /b 3

rem The order: system\runtime, JETPACK_JAVA_HOME, JAVA_HOME, java on the PATH, the usual places of
rem installers, the IDE's, Maven's toolchains. None is started: each has a file that tells its version.
:find_java
set "jetpack_java="
call :try "%jetpack_system%\runtime"
if defined JETPACK_JAVA_HOME call :try "%JETPACK_JAVA_HOME%"
if defined JAVA_HOME call :try "%JAVA_HOME%"
for %%j in (java.exe) do call :try_program "%%~$PATH:j"
for %%r in ("%ProgramFiles%" "%LOCALAPPDATA%\Programs") do (
  for %%v in ("Eclipse Adoptium" Java Microsoft Zulu "Amazon Corretto" BellSoft) do (
    for /f "delims=" %%i in ('dir /b /ad "%%~r\%%~v" 2^>nul') do call :try "%%~r\%%~v\%%i"
  )
)
if not defined USERPROFILE exit /b
for /f "delims=" %%i in ('dir /b /ad "%USERPROFILE%\.jdks" 2^>nul') do call :try "%USERPROFILE%\.jdks\%%i"
if not exist "%USERPROFILE%\.m2\toolchains.xml" exit /b
for /f "usebackq tokens=1-3 delims=<>" %%a in ("%USERPROFILE%\.m2\toolchains.xml") do (
  if "%%a"=="jdkHome" call :try "%%b"
  if "%%b"=="jdkHome" call :try "%%c"
)
exit /b

:try_program
if "%~1"=="" exit /b
for %%i in ("%~dp1..") do call :try "%%~fi"
exit /b

rem takes the directory if it is the home of a JDK that is new enough, unless there is one already
:try
if defined jetpack_java exit /b
if not exist "%~1\bin\java.exe" exit /b
if not exist "%~1\release" exit /b
set "jetpack_version=0"
for /f "usebackq tokens=1,2 delims==" %%a in ("%~1\release") do if "%%a"=="JAVA_VERSION" set "jetpack_version=%%~b"
for /f "delims=.-+_ " %%v in ("%jetpack_version%") do set "jetpack_version=%%v"
if %jetpack_version% GEQ 25 set "jetpack_java=%~1\bin\java.exe"
exit /b
