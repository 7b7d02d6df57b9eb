import { resolve } from 'node:path';
import { openDevice } from './device.ts';
import { serviceFile, writeService } from './install.ts';
import { createLog } from './log.ts';
import { type AgentOptions, readOptions } from './options.ts';
import { runAgent } from './run-agent.ts';
import { problemOf } from './texts.ts';

const help = `Phần mềm đầu đọc thẻ / reader agent
  run      --server URL [--port 7190] [--scanner PATH] [--box PATH] [--simulator PORT] [--no-pcsc]
           [--handheld-folder FOLDER] [--handheld-token TEXT] [--origin URL]
  pair     --server URL --code XXXXX-XXXXX
  forget   --server URL
  install  --server URL [--write]   in tệp dịch vụ (systemd, Windows) / print the service file`;

async function run(options: AgentOptions): Promise<number> {
  const agent = await runAgent(
    options,
    createLog((line) => console.log(line)),
  );
  await new Promise<void>((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
  await agent.close();
  return 0;
}

async function pair(options: AgentOptions, code: unknown): Promise<number> {
  if (typeof code !== 'string') throw new RangeError('--code XXXXX-XXXXX');
  const { name } = await openDevice({ folder: options.folder, server: options.server }).pair(code);
  console.log(`Đã ghép nối: ${name} / paired`);
  return 0;
}

function install(args: readonly string[], isWriting: boolean): number {
  const passed = args.filter((arg) => arg !== '--write');
  const program = resolve(process.argv[1] ?? 'agent/main.ts');
  const file = serviceFile(process.platform, { node: process.execPath, program, args: passed });
  if (isWriting) writeService(file);
  else console.log(file.text);
  console.log(`# ${file.path}`);
  for (const command of file.next) console.log(`#   ${command}`);
  return 0;
}

async function main([command, ...args]: readonly string[]): Promise<number> {
  if (!command || !['run', 'pair', 'forget', 'install'].includes(command)) {
    console.log(help);
    return command === undefined || command === 'help' ? 0 : 2;
  }
  const { options, values } = readOptions(args);
  if (command === 'pair') return pair(options, values.code);
  if (command === 'install') return install(args, values.write === true);
  if (command === 'forget') {
    openDevice({ folder: options.folder, server: options.server }).forget();
    return 0;
  }
  return run(options);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof RangeError || error instanceof TypeError;
  console.error(isUsage ? `${error.message}\n${help}` : problemOf(error).title.vi);
  process.exitCode = isUsage ? 2 : 1;
}
