import type { LineInForce } from './line-in-force.ts';
import type { EmailContent } from './message.ts';
import type { MailPreset } from './site.ts';

type Place = Pick<LineInForce, 'site' | 'line'>;

/** The mail preset a line sends with; null when the site has none. */
export function mailPreset({ site, line }: Place): { name: string; preset: MailPreset } | null {
  return presetNamed(site, line.mail_preset ?? Object.keys(site.mail)[0]);
}

function presetNamed(site: Place['site'], name: string | undefined): { name: string; preset: MailPreset } | null {
  const preset = name === undefined ? undefined : site.mail[name];
  return name === undefined || preset === undefined ? null : { name, preset };
}

/**
 * Whose server sends an e-mail of the line, who it is from and who is answered. `own`: a preset and an address that an
 * action names instead of the line's. Null when there is no such preset.
 */
export function mailSender(
  inForce: Place,
  own: { readonly preset?: string | undefined; readonly from?: string | undefined } = {},
): Pick<EmailContent, 'preset' | 'from' | 'replyTo'> | null {
  const chosen = own.preset === undefined ? mailPreset(inForce) : presetNamed(inForce.site, own.preset);
  if (chosen === null) return null;
  const { name, preset } = chosen;
  const replyTo = inForce.line.reply_to ?? preset.reply_to;
  return {
    preset: name,
    from: { name: preset.from.name, address: own.from ?? preset.from.address },
    ...(replyTo !== undefined && { replyTo }),
  };
}
