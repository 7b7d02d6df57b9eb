import { spawnSync } from 'node:child_process';
import { UserError } from './user-error.ts';

export interface SystemPackage {
  /** Debian's name of the package. */
  readonly name: string;
  /** A program that is there once the package is. */
  readonly program: string;
}

/** What the tests need beyond npm: a browser, and independent checkers of our PDFs and signatures. */
export const testPackages: readonly SystemPackage[] = [
  { name: 'chromium', program: 'chromium' },
  { name: 'poppler-utils', program: 'pdfsig' },
  { name: 'libnss3-tools', program: 'certutil' },
  { name: 'openssl', program: 'openssl' },
];

function hasProgram(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;
}

/**
 * Installs Debian packages that are missing.
 * @throws UserError with the command to type when we may not install
 */
export async function ensureSystemPackages(packages: readonly SystemPackage[]): Promise<void> {
  const missing = packages.filter((item) => !hasProgram(item.program)).map((item) => item.name);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !hasProgram('apt-get')) {
    throw new UserError(
      {
        vi: `Thiếu ${missing.join(', ')}. Hãy chạy: sudo ${command}`,
        en: `missing ${missing.join(', ')}; run: sudo ${command}`,
      },
      3,
    );
  }
  console.log(`Đang cài ${missing.join(', ')} … / Installing ${missing.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
  const run = spawnSync('sh', ['-c', `${command} -qq`], { encoding: 'utf8', env });
  if (run.status !== 0) {
    throw new UserError(
      {
        vi: `Cài ${missing.join(', ')} không thành công: ${run.stderr}`,
        en: `installing failed; run by hand: ${command}`,
      },
      3,
    );
  }
}
