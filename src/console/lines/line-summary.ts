import { isLineOpen } from '../../domain/hours.ts';
import type { LineInForce } from '../../domain/line-in-force.ts';
import { nextOpening } from '../../domain/next-opening.ts';
import type { PreviewTools } from '../../ports/preview-tools.ts';
import type { LineDetail } from '../contract/lines.ts';

/** When a closed line opens (epoch ms); null: it is open, or does not open within three days. */
export function opensAt({ site, line }: LineInForce, at: number): number | null {
  return line.hours === undefined || isLineOpen({ site, line, version: '' }, at)
    ? null
    : nextOpening(line.hours, site.time_zone, at);
}

/** A line in a list. */
export function lineSummary(
  inForce: LineInForce,
  at: number,
  previewTools: PreviewTools | undefined,
): LineDetail['line'] {
  const { id, name, numbers, voice } = inForce.line;
  const offered = previewTools?.(inForce, at, 'known').filter(({ whyNot }) => whyNot === null) ?? [];
  return {
    ...{ id, name, numbers, tools: offered.length },
    languages: [...new Set([voice.language, ...voice.languages.map(({ code }) => code)])],
    isOpen: isLineOpen(inForce, at),
    opensAt: opensAt(inForce, at),
  };
}
