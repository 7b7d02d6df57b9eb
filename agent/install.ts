import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface ServiceFile {
  path: string;
  text: string;
  /** Commands to run afterwards. */
  next: string[];
}

interface Service {
  node: string;
  program: string;
  args: readonly string[];
}

const quote = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : JSON.stringify(text));

/** A systemd unit that gives the agent one folder to write and no more of the machine than it needs. */
export function systemdUnit({ node, program, args }: Service): ServiceFile {
  const command = [node, program, 'run', '--folder', '/var/lib/serepok-reader', ...args].map(quote).join(' ');
  const text = `[Unit]
Description=Serepok card reader agent
After=pcscd.socket network.target
Wants=pcscd.socket

[Service]
ExecStart=${command}
DynamicUser=yes
StateDirectory=serepok-reader
StateDirectoryMode=0700
SupplementaryGroups=dialout
Restart=always
RestartSec=2
LimitCORE=0
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
MemoryDenyWriteExecute=no

[Install]
WantedBy=multi-user.target
`;
  return {
    path: '/etc/systemd/system/serepok-reader.service',
    text,
    next: ['systemctl daemon-reload', 'systemctl enable --now serepok-reader'],
  };
}

/** A PowerShell script for an administrator: a task that starts with the machine and is started again when it ends. */
export function windowsScript({ node, program, args }: Service): ServiceFile {
  const folder = '$env:ProgramData\\serepok-reader';
  const rest = [program, 'run', '--folder', '$folder', ...args].map((part) => `"${part}"`).join(' ');
  const text = `# Serepok card reader agent: run as administrator.
$folder = "${folder}"
New-Item -ItemType Directory -Force -Path $folder | Out-Null
icacls $folder /inheritance:r /grant:r "SYSTEM:(OI)(CI)F" "Administrators:(OI)(CI)F" "LOCAL SERVICE:(OI)(CI)M" | Out-Null
$arguments = '${rest}'.Replace('$folder', $folder)
$action = New-ScheduledTaskAction -Execute "${node}" -Argument $arguments
$trigger = New-ScheduledTaskTrigger -AtStartup
$settings = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -ExecutionTimeLimit 0
$account = New-ScheduledTaskPrincipal -UserId "LOCAL SERVICE" -LogonType ServiceAccount
Register-ScheduledTask -TaskName "SerepokReader" -Action $action -Trigger $trigger -Settings $settings -Principal $account -Force
Start-ScheduledTask -TaskName "SerepokReader"
`;
  return {
    path: 'serepok-reader-install.ps1',
    text,
    next: ['powershell -ExecutionPolicy Bypass -File serepok-reader-install.ps1'],
  };
}

export function serviceFile(platform: string, service: Service): ServiceFile {
  return platform === 'win32' ? windowsScript(service) : systemdUnit(service);
}

export function writeService(file: ServiceFile): void {
  if (dirname(file.path) !== '.') mkdirSync(dirname(file.path), { recursive: true });
  writeFileSync(file.path, file.text);
}
