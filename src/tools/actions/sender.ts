import type { EmailAction } from '../../domain/action.ts';
import type { LineInForce } from '../../domain/line-in-force.ts';
import type { EmailContent } from '../../domain/message.ts';
import { mailPreset } from '../offered.ts';

/** Whose server sends an action's e-mail and who it is from: the action's own preset and address, else the line's. */
export function senderOf(
  action: EmailAction,
  inForce: LineInForce,
): Pick<EmailContent, 'preset' | 'from' | 'replyTo'> | null {
  const { site, line } = inForce;
  const named = action.preset === undefined ? undefined : site.mail[action.preset];
  const chosen =
    action.preset === undefined
      ? mailPreset(inForce)
      : named === undefined
        ? null
        : { name: action.preset, preset: named };
  if (chosen === null) return null;
  const { name, preset } = chosen;
  const replyTo = line.reply_to ?? preset.reply_to;
  return {
    preset: name,
    from: { name: preset.from.name, address: action.from ?? preset.from.address },
    ...(replyTo !== undefined && { replyTo }),
  };
}
