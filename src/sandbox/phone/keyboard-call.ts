import { emitKeypressEvents, type Key } from 'node:readline';
import type { ReadStream } from 'node:tty';
import type { CallEvent } from '../carrier/call-event.ts';
import type { InboxItem } from '../carrier/inbox.ts';
import { runCallerCommand } from './caller-command.ts';
import type { CallerEnd } from './caller-end.ts';
import type { IncomingCalls } from './incoming-calls.ts';
import type { PhoneCall } from './phone-call.ts';
import { box, type Screen, type Terminal } from './screen.ts';
import { attachmentNames, personNote } from './transcript.ts';

/** What a call shows on the screen. */
export function screenListener(screen: Screen, terminal: Terminal) {
  return {
    event(event: CallEvent): void {
      if (event.type === 'spoken') screen.word('bot     ', event.text);
      else if (event.type === 'speaking' && !event.on) screen.endSpeech();
      else for (const line of remarks(event)) screen.line(line);
    },
    item(item: InboxItem): void {
      const title = item.medium === 'sms' ? `SMS to ${item.to}` : `E-mail to ${item.to}: ${item.subject}`;
      const names = attachmentNames(item);
      const attached = names === '' ? '' : `\n[attached: ${names}]`;
      screen.line(box(title, `${item.text.trim()}${attached}`, terminal.columns));
    },
    texted(body: string): void {
      screen.line(`you     [texts: ${body}]`);
    },
    told(line: string): void {
      screen.line(line.replace(/^phone: rings/, 'Your phone rings').replace(/^phone:/, 'you    '));
    },
  };
}

function remarks(event: CallEvent): string[] {
  switch (event.type) {
    case 'connected':
      return ['-- connected --'];
    case 'caller-speech':
      return [`you     ${event.text}`];
    case 'caller-digits':
      return [`you     [${event.digits}]`];
    case 'interrupted':
      return ['-- interrupted --'];
    case 'unheard':
      return [`-- not heard: ${event.what} (${event.why}) --`];
    case 'media':
      return [`bot     [plays ${event.source}]`];
    case 'person':
      return [event.does === 'says' ? `person  ${event.text}` : `-- ${personNote(event)} --`];
    case 'bridged':
      return [`-- you are connected with ${event.who} --`];
    case 'referred':
      return [`-- referred to ${event.uri} --`];
    case 'dialed':
      return [`-- dialled ${event.targets.join(', ')}: ${event.outcome} --`];
    case 'error':
      return [`!! ${event.code} ${event.message}`];
    case 'ended':
      return [`-- call ended by the ${event.by} --`];
    default:
      return [];
  }
}

const WAITS_MS = 15 * 60_000;

/** Lets a person lead the call from the keyboard; resolves when it is over, and a call back that was promised too. */
export async function leadFromKeyboard(
  call: PhoneCall,
  incoming: IncomingCalls,
  screen: Screen,
  stdin: ReadStream,
): Promise<void> {
  const left = new AbortController();
  const held = { end: call as CallerEnd, left };
  const unbind = bindKeys(held, screen, stdin);
  await call.untilOver();
  if (call.expectsCallBack) await awaitCallBack(held, incoming, screen);
  await call.finished();
  unbind();
}

/** What the keys act on: the call, then the one that comes in. */
interface Held {
  end: CallerEnd | null;
  readonly left: AbortController;
}

async function awaitCallBack(held: Held, incoming: IncomingCalls, screen: Screen): Promise<void> {
  held.end = null;
  screen.line('-- the phone stays on for the call back; Ctrl-C leaves --');
  const { signal } = held.left;
  const call = await incoming.next(WAITS_MS, signal);
  if (call === null) return;
  held.end = call;
  await Promise.race([call.over, new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))]);
}

function bindKeys(held: Held, screen: Screen, stdin: ReadStream): () => void {
  let typed = '';
  const show = (text: string): void => {
    typed = text;
    screen.input(typed);
  };
  const submit = async (line: string): Promise<void> => {
    const remark = held.end === null ? null : await runCallerCommand(held.end, line);
    if (remark !== null) screen.line(remark);
  };
  const hangUp = (): void => {
    if (held.end === null) held.left.abort();
    else void held.end.hangup();
  };
  const pressed = (text: string | undefined, key: Key): void => {
    const line = typed;
    if (key.ctrl === true && (key.name === 'c' || key.name === 'd')) hangUp();
    else if (key.name === 'escape' || (key.ctrl === true && key.name === 'b')) void held.end?.interrupt();
    else if (key.name === 'return' || key.name === 'enter') {
      show('');
      void submit(line);
    } else if (key.name === 'backspace') show(typed.slice(0, -1));
    else if (text !== undefined && key.ctrl !== true && text >= ' ') show(typed + text);
  };
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.on('keypress', pressed);
  stdin.resume();
  screen.input('');
  return () => {
    stdin.off('keypress', pressed);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
