#Requires -Version 5.1
<#
.SYNOPSIS
Installs Jetpack on Windows, upgrades it, or takes it away.

.DESCRIPTION
Copies the folder that this file lies in to C:\cycle\jetpack, registers and starts the HealthCheck
service, sets CYCLECLOUD_HOME and PATH of the machine, and opens TCP port 3389 (RDP) for incoming
connections. The firewall itself is left as it is: it is never switched off, and no other rule is
touched. Running it again changes only what is not as it should be; config, logs and run stay, and
a program that does not answer '--version' is exchanged for the one before.

.PARAMETER Destination
Where to install it.

.PARAMETER JavaHome
The JDK 25 or newer that the service runs on; without it, it is looked for as bin\jetpack.cmd does.

.PARAMETER Uninstall
Takes away what was installed, but keeps config, logs and run.

.PARAMETER Purge
With -Uninstall: takes these away too.

.EXAMPLE
.\install.ps1 -WhatIf
Shows each step and changes nothing.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [ValidatePattern('^[A-Za-z]:\\[^;"]+$')]
    [string] $Destination = 'C:\cycle\jetpack',
    [string] $JavaHome = '',
    [switch] $Uninstall,
    [switch] $Purge
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$LeastJava = 25
$ServiceName = 'jetpack-healthcheck'
$RuleName = 'jetpack-rdp-in'
$Source = $PSScriptRoot
$Destination = $Destination.TrimEnd('\')
$Program = @('bin', 'system', 'LICENSE')

function Write-Step([string] $Text) {
    Write-Output "jetpack: $Text"
}

function Assert-Administrator {
    $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
    $principal = New-Object Security.Principal.WindowsPrincipal($identity)
    if (-not $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
        throw 'this needs an administrator; start PowerShell by "Run as administrator"'
    }
}

# The file 'release' tells the version, so that no Java is started.
function Test-Jdk([string] $Folder) {
    $release = Join-Path $Folder 'release'
    if (-not (Test-Path -LiteralPath $release -PathType Leaf)) {
        return $false
    }
    if (-not (Test-Path -LiteralPath (Join-Path $Folder 'bin\server\jvm.dll') -PathType Leaf)) {
        return $false
    }
    $line = Get-Content -LiteralPath $release | Where-Object { $_ -match '^JAVA_VERSION="(\d+)' } | Select-Object -First 1
    return ($line -match '^JAVA_VERSION="(\d+)') -and ([int] $Matches[1] -ge $LeastJava)
}

function Find-Jdk {
    $candidates = @()
    if ($JavaHome -ne '') {
        $candidates += $JavaHome
    } else {
        $candidates += Join-Path $Source 'system\runtime'
        $candidates += @($env:JETPACK_JAVA_HOME, $env:JAVA_HOME) | Where-Object { $_ }
        $onPath = Get-Command 'java.exe' -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
        if ($onPath) {
            $candidates += Split-Path -Parent (Split-Path -Parent $onPath.Path)
        }
        foreach ($vendor in @('Eclipse Adoptium', 'Java', 'Microsoft', 'Zulu', 'Amazon Corretto', 'BellSoft')) {
            $folder = Join-Path $env:ProgramFiles $vendor
            if (Test-Path -LiteralPath $folder -PathType Container) {
                $candidates += Get-ChildItem -LiteralPath $folder -Directory | ForEach-Object { $_.FullName }
            }
        }
    }
    foreach ($candidate in $candidates) {
        if (Test-Jdk $candidate) {
            return $candidate.TrimEnd('\')
        }
    }
    throw "no JDK $LeastJava or newer was found; install one (for instance Eclipse Temurin $LeastJava) or give its folder by -JavaHome"
}

function Invoke-Checked([string] $File, [string[]] $Arguments) {
    & $File @Arguments | Out-Null
    if ($LASTEXITCODE -ne 0) {
        throw "'$File $($Arguments[0])' ended with $LASTEXITCODE"
    }
}

function Stop-Jetpack {
    $service = Get-Service -Name $ServiceName -ErrorAction SilentlyContinue
    if ($service -and $service.Status -ne 'Stopped') {
        Write-Step "stop the service '$ServiceName'"
        if ($PSCmdlet.ShouldProcess($ServiceName, 'stop the service')) {
            Stop-Service -Name $ServiceName -Force
        }
    }
}

# Puts the new program beside the old one, exchanges them, and goes back when it does not answer.
function Install-Program {
    Write-Step "copy the program to '$Destination'"
    if (-not $PSCmdlet.ShouldProcess($Destination, 'copy the program')) {
        return
    }
    foreach ($folder in @('', 'config', 'config\healthcheck.d', 'config\plugins', 'logs', 'run')) {
        New-Item -ItemType Directory -Force -Path (Join-Path $Destination $folder) | Out-Null
    }
    $settings = Join-Path $Destination 'config\jetpack.toml'
    if (-not (Test-Path -LiteralPath $settings)) {
        Copy-Item -LiteralPath (Join-Path $Source 'config\jetpack.toml') -Destination $settings
    }
    if ($Source -eq $Destination) {
        return
    }
    foreach ($name in $Program) {
        $place = Join-Path $Destination $name
        foreach ($rest in @("$place.new", "$place.old")) {
            if (Test-Path -LiteralPath $rest) {
                # an earlier installation was interrupted: what it had put aside counts when nothing else is there
                if ($rest -eq "$place.old" -and -not (Test-Path -LiteralPath $place)) {
                    Rename-Item -LiteralPath $rest -NewName $name
                } else {
                    Remove-Item -LiteralPath $rest -Recurse -Force
                }
            }
        }
        Copy-Item -LiteralPath (Join-Path $Source $name) -Destination "$place.new" -Recurse
    }
    foreach ($name in $Program) {
        $place = Join-Path $Destination $name
        if (Test-Path -LiteralPath $place) {
            Rename-Item -LiteralPath $place -NewName "$name.old"
        }
        Rename-Item -LiteralPath "$place.new" -NewName $name
    }
    & (Join-Path $Destination 'bin\jetpack.cmd') '--version' | Out-Null
    $answered = $LASTEXITCODE -eq 0
    foreach ($name in $Program) {
        $place = Join-Path $Destination $name
        if (-not $answered -and (Test-Path -LiteralPath "$place.old")) {
            Remove-Item -LiteralPath $place -Recurse -Force
            Rename-Item -LiteralPath "$place.old" -NewName $name
        } elseif (Test-Path -LiteralPath "$place.old") {
            Remove-Item -LiteralPath "$place.old" -Recurse -Force
        }
    }
    if (-not $answered) {
        throw "the new program did not answer '--version'; what was there before is there again"
    }
}

# Below C:\ everybody may write by default, and the service runs what lies here as the system.
function Set-Permission {
    Write-Step "let only administrators change '$Destination', and read its config, logs and run"
    if (-not $PSCmdlet.ShouldProcess($Destination, 'set permissions')) {
        return
    }
    $full = @('/inheritance:r', '/grant:r', '*S-1-5-18:(OI)(CI)F', '/grant:r', '*S-1-5-32-544:(OI)(CI)F')
    Invoke-Checked 'icacls.exe' (@($Destination) + $full + @('/grant:r', '*S-1-5-32-545:(OI)(CI)RX', '/Q'))
    foreach ($name in @('config', 'logs', 'run')) {
        Invoke-Checked 'icacls.exe' (@(Join-Path $Destination $name) + $full + @('/Q'))
    }
}

function Set-MachineVariable([string] $Name, [string] $Value) {
    if ([Environment]::GetEnvironmentVariable($Name, 'Machine') -ceq $Value) {
        Write-Step "$Name is as it should be"
        return
    }
    Write-Step "set $Name of the machine to '$Value'"
    if ($PSCmdlet.ShouldProcess($Name, 'set the variable of the machine')) {
        [Environment]::SetEnvironmentVariable($Name, $Value, 'Machine')
    }
}

# The text in the registry has variables in it, which must not be replaced by what they are now.
function Set-SearchPath([bool] $Wanted) {
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SYSTEM\CurrentControlSet\Control\Session Manager\Environment', (-not $WhatIfPreference))
    try {
        $bin = Join-Path $Destination 'bin'
        $text = [string] $key.GetValue('Path', '', 'DoNotExpandEnvironmentNames')
        $others = @($text -split ';' | Where-Object { $_ -ne '' -and $_.TrimEnd('\') -ne $bin })
        $listed = @($text -split ';' | Where-Object { $_.TrimEnd('\') -eq $bin }).Count -gt 0
        if ($listed -eq $Wanted) {
            Write-Step 'PATH is as it should be'
            return
        }
        $new = $others
        if ($Wanted) {
            $new += $bin
        }
        Write-Step "set PATH of the machine, with '$bin': $Wanted"
        if ($PSCmdlet.ShouldProcess('Path', 'set the variable of the machine')) {
            $key.SetValue('Path', ($new -join ';'), 'ExpandString')
        }
    } finally {
        $key.Close()
    }
}

# One rule that opens one port. The firewall's profiles are not touched.
function Add-Firewall {
    $rule = Get-NetFirewallRule -Name $RuleName -ErrorAction SilentlyContinue
    if ($rule -and $rule.Enabled -eq 'True') {
        Write-Step "the firewall's rule '$RuleName' is there"
        return
    }
    Write-Step "let the firewall take connections to TCP port 3389 (RDP), rule '$RuleName'"
    if (-not $PSCmdlet.ShouldProcess('TCP port 3389', 'add a rule to the firewall')) {
        return
    }
    if ($rule) {
        Enable-NetFirewallRule -Name $RuleName
    } else {
        $new = @{
            Name = $RuleName
            DisplayName = 'Jetpack: remote desktop (TCP 3389)'
            Direction = 'Inbound'
            Action = 'Allow'
            Protocol = 'TCP'
            LocalPort = 3389
            Profile = 'Any'
        }
        New-NetFirewallRule @new | Out-Null
    }
}

# The options for the JVM are those of the command line; //US// registers the service or brings it up to date.
function Set-Jetpack([string] $Jdk) {
    $daemon = Join-Path $Destination 'system\bin\jetpack-service.exe'
    $system = Join-Path $Destination 'system'
    Write-Step "register the service '$ServiceName' with the JDK in '$Jdk'"
    if (-not $PSCmdlet.ShouldProcess($ServiceName, 'register the service')) {
        return
    }
    $options = @(Get-Content -LiteralPath (Join-Path $system 'jvm.options') | Where-Object { $_ -ne '' -and $_ -notmatch '^#' })
    $options += "-Djetpack.home=$Destination"
    $options += '-Djetpack.terminal='
    Invoke-Checked $daemon @(
        "//US//$ServiceName",
        '--DisplayName=Jetpack HealthCheck',
        '--Description=Runs the health checks of this node of a compute cluster.',
        '--Startup=auto',
        '--ServiceUser=LocalSystem',
        "--Jvm=$Jdk\bin\server\jvm.dll",
        "--JavaHome=$Jdk",
        "--JvmOptions=$($options -join ';')",
        "--Classpath=$system\lib\jetpack.jar",
        "--Environment=CYCLECLOUD_HOME=$Destination",
        '--StartMode=jvm',
        '--StartClass=io.jetpack.cli.program.Jetpack',
        '--StartParams=healthcheck;service',
        "--StartPath=$Destination",
        '--StopMode=jvm',
        '--StopTimeout=30',
        "--LogPath=$Destination\logs",
        '--LogPrefix=service',
        '--StdOutput=auto',
        '--StdError=auto'
    )
    # started again after 5, 10 and 60 seconds; counted anew after a day
    Invoke-Checked 'sc.exe' @('failure', $ServiceName, 'reset=', '86400', 'actions=', 'restart/5000/restart/10000/restart/60000')
}

function Start-Jetpack {
    Write-Step "start the service '$ServiceName'"
    if ($PSCmdlet.ShouldProcess($ServiceName, 'start the service')) {
        Start-Service -Name $ServiceName
    }
}

function Remove-Jetpack {
    if (Get-Service -Name $ServiceName -ErrorAction SilentlyContinue) {
        Write-Step "remove the service '$ServiceName'"
        if ($PSCmdlet.ShouldProcess($ServiceName, 'remove the service')) {
            $daemon = Join-Path $Destination 'system\bin\jetpack-service.exe'
            if (Test-Path -LiteralPath $daemon) {
                # takes its parameters out of the registry, too
                & $daemon "//DS//$ServiceName" | Out-Null
            }
            if (Get-Service -Name $ServiceName -ErrorAction SilentlyContinue) {
                Invoke-Checked 'sc.exe' @('delete', $ServiceName)
            }
        }
    }
    if (Get-NetFirewallRule -Name $RuleName -ErrorAction SilentlyContinue) {
        Write-Step "remove the firewall's rule '$RuleName'"
        if ($PSCmdlet.ShouldProcess($RuleName, 'remove the rule of the firewall')) {
            Remove-NetFirewallRule -Name $RuleName
        }
    }
    Set-SearchPath $false
    if ([Environment]::GetEnvironmentVariable('CYCLECLOUD_HOME', 'Machine') -eq $Destination) {
        Write-Step 'remove CYCLECLOUD_HOME of the machine'
        if ($PSCmdlet.ShouldProcess('CYCLECLOUD_HOME', 'remove the variable of the machine')) {
            [Environment]::SetEnvironmentVariable('CYCLECLOUD_HOME', $null, 'Machine')
        }
    }
    $doomed = @($Program)
    if ($Purge) {
        $doomed += @('config', 'logs', 'run')
    }
    foreach ($name in $doomed) {
        $place = Join-Path $Destination $name
        if (Test-Path -LiteralPath $place) {
            Write-Step "remove '$place'"
            if ($PSCmdlet.ShouldProcess($place, 'remove')) {
                Remove-Item -LiteralPath $place -Recurse -Force
            }
        }
    }
    if ((Test-Path -LiteralPath $Destination) -and -not (Get-ChildItem -LiteralPath $Destination -Force)) {
        if ($PSCmdlet.ShouldProcess($Destination, 'remove')) {
            Remove-Item -LiteralPath $Destination
        }
    }
}

try {
    if (-not $WhatIfPreference) {
        Assert-Administrator
    }
    if ($Uninstall) {
        Stop-Jetpack
        Remove-Jetpack
    } else {
        $jdk = Find-Jdk
        Stop-Jetpack
        Install-Program
        Set-Permission
        Set-MachineVariable 'CYCLECLOUD_HOME' $Destination
        Set-SearchPath $true
        Add-Firewall
        Set-Jetpack $jdk
        Start-Jetpack
    }
    Write-Step 'done'
} catch {
    [Console]::Error.WriteLine("jetpack: $($_.Exception.Message)")
    exit 1
}
