import { ConfigError } from '@orbisvoice/config';
import { COMMANDS, describeCommands } from './cli/commands.js';

const [name = '--help', ...args] = process.argv.slice(2);

async function run(): Promise<number> {
  if (name === '--help' || name === 'help') {
    process.stdout.write(describeCommands());
    return 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    process.stderr.write(`There is no command "${name}".\n\n${describeCommands()}`);
    return 2;
  }
  return (await command.load())(args);
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
