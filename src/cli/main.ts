/** `bridgecraft COMMAND …`: the same content and verdicts as in the editor, from a terminal. */
import { check } from './check';
import { type Command, type Io, UsageError, usageExitCode } from './command';
import { packageRoot } from './content';
import { list } from './list';
import { newStep } from './new';
import { plan } from './plan';
import { posting } from './posting';
import { scaffold } from './scaffold';
import { validate } from './validate';
import { verify } from './verify';

const commands: Readonly<Record<string, Command>> = {
  list,
  validate,
  verify,
  scaffold,
  check,
  new: newStep,
  plan,
  posting,
};

const usage = (): string =>
  [
    'Usage:',
    ...Object.values(commands).map((command) => `  bridgecraft ${command.usage}\n      ${command.summary}`),
    '',
  ].join('\n');

/** `parseArgs` throws these for options that it does not know. */
const isUsageError = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));

async function main([name, ...args]: readonly string[], io: Io): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? io.err : io.out)(usage());
    return name === undefined ? usageExitCode : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (!command) {
      throw new UsageError(`there is no command "${name}"`);
    }
    if (args.includes('--help')) {
      io.out(`Usage: bridgecraft ${command.usage}\n${command.summary}\n`);
      return 0;
    }
    return await command.run(args, io);
  } catch (error) {
    if (!isUsageError(error)) {
      throw error;
    }
    io.err(`bridgecraft: ${error.message}\n\n${command ? `Usage: bridgecraft ${command.usage}\n` : usage()}`);
    return usageExitCode;
  }
}

const interrupt = new AbortController();
process.once('SIGINT', () => {
  interrupt.abort();
});
process.once('SIGTERM', () => {
  interrupt.abort();
});

// A reader that has seen enough (`| head`) ends the command as Ctrl-C does, with nothing left behind.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', () => {
    interrupt.abort();
  });
}

main(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // `npm run` moves to the package's folder; paths are meant from where it was called.
  cwd: (process.cwd() === packageRoot ? process.env['INIT_CWD'] : undefined) ?? process.cwd(),
  env: process.env,
  signal: interrupt.signal,
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 70;
  },
);
