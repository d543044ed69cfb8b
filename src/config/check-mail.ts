import type { Line } from '../domain/line.ts';
import type { Site } from '../domain/site.ts';
import { type Secrets, secretFindings } from './check-secrets.ts';
import { nearest } from './nearest.ts';
import { error, type Finding, type Path } from './problem.ts';

/** The secrets the presets name. */
export function mailFindings(site: Site, secrets: Secrets): readonly Finding[] {
  return Object.entries(site.mail).flatMap(([id, preset]) =>
    secretFindings(preset.smtp_url, ['mail', id, 'smtp_url'], secrets),
  );
}

/** The preset a line uses, and that there is one at all where it must send. */
export function presetFindings(site: Site, line: Line, at: Path): readonly Finding[] {
  const presets = Object.keys(site.mail);
  const findings = unknownPreset(presets, line.mail_preset, [...at, 'mail_preset']);
  if (line.link_delivery.email && presets.length === 0) {
    const message = 'needs a mail preset: add one under mail at the top of the file';
    return [...findings, error([...at, 'link_delivery', 'email'], message)];
  }
  return findings;
}

/** A preset that is named but not there. */
export function unknownPreset(presets: readonly string[], preset: string | undefined, path: Path): readonly Finding[] {
  if (preset === undefined || presets.includes(preset)) return [];
  const meant = nearest(preset, presets);
  const known = presets.length === 0 ? 'the site has none; add one under mail' : `write one of ${presets.join(', ')}`;
  return [error(path, `there is no mail preset "${preset}"; ${meant === null ? known : `did you mean "${meant}"?`}`)];
}
