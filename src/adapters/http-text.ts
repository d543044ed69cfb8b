import { TextDecoder } from 'node:util';

/** The text of a body in the character set its content type names; UTF-8 where it names none that is known. */
export function toText(body: Uint8Array, contentType: string): string {
  // A body that was cut may end inside a character: the half is left out.
  return decoderFor(contentType).decode(body, { stream: true });
}

function decoderFor(contentType: string): TextDecoder {
  const charset = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
