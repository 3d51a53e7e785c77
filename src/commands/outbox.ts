import { parseArgs, stripVTControlCharacters } from 'node:util';
import { loadConfig } from '../config.ts';
import type { OpenedDatabase } from '../db/open.ts';
import { findMail, listMail, retryMail } from '../delivery/queries.ts';
import type { MailRow } from '../delivery/queries.ts';
import { systemClock } from '../domain/clock.ts';
import { StartError } from '../start-error.ts';
import { withDatabase } from './with-database.ts';

const help = `Usage: telltale outbox [--json]
       telltale outbox show <id> [--json]
       telltale outbox retry <id>

Lists the mail of the last seven days in the configured database, the newest first, also while a server runs on it: what waits, what
was sent, what was given up, and what is withheld because the address has no account. show prints one message; the text of one that was sent is not kept. retry lets one that was given
up be tried again.`;

const options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
const listLimit = 1000;

type Db = OpenedDatabase['db'];

/** Shows the outbox. Answers the exit code. */
export async function run(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const work = chooseWork(positionals, values.json === true);
  await withDatabase(loadConfig(env), work);
  return 0;
}

function chooseWork([verb, id, ...rest]: string[], json: boolean): (db: Db) => Promise<void> {
  if (verb === undefined || (verb === 'list' && id === undefined)) return (db) => list(db, json);
  if (verb === 'show' && id !== undefined && rest.length === 0) return (db) => show(db, id, json);
  if (verb === 'retry' && id !== undefined && rest.length === 0 && !json) return (db) => retry(db, id);
  throw new StartError('expected nothing, show <id> or retry <id>; telltale outbox --help tells more');
}

async function list(db: Db, json: boolean): Promise<void> {
  const { rows, total } = await listMail(db, listLimit);
  if (json) console.log(JSON.stringify(rows.map(described), null, 2));
  else
    for (const row of rows) {
      const { id, state, to, subject, lastError } = described(row);
      const parts = [id, state, row.created_at.toISOString(), to, subject, ...(lastError === null ? [] : [lastError])];
      console.log(parts.map(printable).join('\t'));
    }
  if (total > rows.length) console.error(`and ${total - rows.length} more`);
}

async function show(db: Db, id: string, json: boolean): Promise<void> {
  const row = await findMail(db, printable(id));
  if (!row) throw new StartError(`there is no message ${JSON.stringify(id)} in the outbox`);
  const message = described(row);
  if (json) return console.log(JSON.stringify({ ...message, text: row.sent_at ? null : row.body }, null, 2));
  const { state, to, subject, createdAt, attempts, nextAttemptAt, lastError } = message;
  const lines = [`To: ${to}`, `Subject: ${subject}`, `Written: ${createdAt}`, `State: ${state}, after ${attempts} attempts`];
  if (nextAttemptAt !== null) lines.push(`Next attempt: ${nextAttemptAt}`);
  if (lastError !== null) lines.push(`Last error: ${lastError}`);
  const text = row.sent_at ? '(the text is not kept after a message was sent)' : row.body;
  console.log(`${lines.map(printable).join('\n')}\n\n${text.split('\n').map(printable).join('\n')}`);
}

async function retry(db: Db, id: string): Promise<void> {
  if (!(await retryMail(db, printable(id), new Date(systemClock.now()))))
    throw new StartError(`there is no message ${JSON.stringify(id)} that was given up`);
  console.log(`${id} is tried again`);
}

function described(row: MailRow) {
  const state = row.withheld ? 'withheld' : row.sent_at ? 'sent' : row.failed_at ? 'given up' : 'waiting';
  return {
    id: row.id,
    state,
    to: row.recipient,
    subject: row.subject,
    createdAt: row.created_at.toISOString(),
    attempts: row.attempts,
    nextAttemptAt: state === 'waiting' && row.attempts > 0 ? row.due_at.toISOString() : null,
    sentAt: row.sent_at?.toISOString() ?? null,
    givenUpAt: row.failed_at?.toISOString() ?? null,
    lastError: row.last_error,
  };
}

/** Names of strangers stand in messages: nothing in them may steer the terminal. */
function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}/gu, ' ');
}
