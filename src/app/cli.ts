import { commands } from './commands.ts';
import { UserError } from './user-error.ts';

const [name = 'help', ...args] = process.argv.slice(2);
const command = commands[name];

if (!command) {
  console.error(
    `Không có lệnh "${name}". Gõ ./serepok help để xem các lệnh. / There is no command "${name}"; see ./serepok help.`,
  );
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await command.run(args);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}
