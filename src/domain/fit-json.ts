import { stripControls } from './sms-text.ts';

/** What is left of the limit; once something did not fit whole, nothing comes after it. */
interface Room {
  bytes: number;
  full: boolean;
}

const nothing = Symbol('nothing fits');
const ellipsis = '…';
const ellipsisBytes = 3;

/**
 * A copy of a JSON value whose text is at most `limitBytes` of UTF-8: a text that is too long ends in "…", items and
 * keys that no longer fit are left out. What lies deeper than `deepest` levels is null; texts lose control characters.
 */
export function fitJson(value: unknown, limitBytes: number, deepest: number): unknown {
  const fitted = cut(value, { bytes: Math.max(0, limitBytes) || 0, full: false }, deepest);
  return fitted === nothing ? null : fitted;
}

function cut(value: unknown, room: Room, levels: number): unknown {
  if (typeof value === 'string') return cutText(stripControls(value), room);
  if (typeof value !== 'object' || value === null) return cutScalar(value, room);
  if (levels === 0) return cutScalar(null, room);
  if (!take(2, room)) return nothing;
  return Array.isArray(value) ? cutItems(value, room, levels) : cutKeys(value, room, levels);
}

function cutItems(items: readonly unknown[], room: Room, levels: number): unknown[] {
  const fitted: unknown[] = [];
  for (const item of items) {
    if (room.full || (fitted.length > 0 && !take(1, room))) break;
    const one = cut(item, room, levels - 1);
    if (one === nothing) break;
    fitted.push(one);
  }
  return fitted;
}

function cutKeys(value: object, room: Room, levels: number): Record<string, unknown> {
  const fitted = new Map<string, unknown>();
  for (const [name, item] of Object.entries(value)) {
    const key = stripControls(name);
    if (key === '__proto__' || fitted.has(key)) continue;
    if (room.full || !take(textBytes(key) + (fitted.size > 0 ? 4 : 3), room)) break;
    const one = cut(item, room, levels - 1);
    if (one === nothing) break;
    fitted.set(key, one);
  }
  return Object.fromEntries(fitted);
}

function cutScalar(value: unknown, room: Room): unknown {
  const isPlain = typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
  const scalar = isPlain ? value : null;
  return take(String(scalar).length, room) ? scalar : nothing;
}

function cutText(text: string, room: Room): string | typeof nothing {
  // Every character is a byte at least: the length alone tells that most long texts do not fit.
  const bytes = text.length > room.bytes ? Number.POSITIVE_INFINITY : textBytes(text) + 2;
  if (bytes <= room.bytes) {
    take(bytes, room);
    return text;
  }
  const left = room.bytes - 2 - ellipsisBytes;
  room.full = true;
  if (left < 0) return nothing;
  return `${beginning(text, left)}${ellipsis}`;
}

/** As much of a text as fits, whole characters only. */
function beginning(text: string, bytes: number): string {
  let end = 0;
  let left = bytes;
  for (const character of text) {
    left -= characterBytes(character);
    if (left < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function textBytes(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += characterBytes(character);
  return bytes;
}

/** In UTF-8, as JSON writes it: quotes, backslashes and line breaks with a backslash before them. */
function characterBytes(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return code < 0x20 || character === '"' || character === '\\' ? 2 : 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

function take(bytes: number, room: Room): boolean {
  if (bytes > room.bytes) room.full = true;
  else room.bytes -= bytes;
  return !room.full;
}
