import type { Request, Response } from 'express';
import { mayActAs } from '../domain/operator.ts';
import { maskText, speakMaskedAddress, speakMaskedNumber } from '../domain/spoken/masked.ts';
import { maskSpoken } from '../domain/spoken/masked-words.ts';
import type { AuditStore } from '../ports/audit-store.ts';
import type { Clock } from '../ports.ts';
import { operatorOf } from './operator.ts';

/** How values are shown: masked for everybody, whole for an operator who asked for it. */
export interface Shown {
  number(e164: string): string;
  address(email: string): string;
  /** Free text that may hold numbers and addresses. */
  text(text: string): string;
}

/** A link to a callback or a form is its caller's own key: whoever has it acts as them. */
const ownLinks = /\/(callback|form)\/[\w.~%-]+/g;

/** As everybody sees it. */
export const masked: Shown = {
  number: speakMaskedNumber,
  address: speakMaskedAddress,
  text: (text) => maskSpoken(maskText(text.replace(ownLinks, '/$1/…'))),
};
const whole: Shown = { number: String, address: String, text: String };

/**
 * Everything is masked, unless the request says `?unmasked=1` and comes from an operator: then who read what is kept in
 * the audit log first. Null: refused and answered already.
 */
export async function shownTo(
  { store, clock }: { readonly store: Pick<AuditStore, 'appendAudit'>; readonly clock: Clock },
  request: Request,
  response: Response,
  subject: string,
): Promise<Shown | null> {
  if (request.query.unmasked !== '1') return masked;
  const operator = operatorOf(response);
  if (!mayActAs(operator, 'operator')) {
    response.status(403).json({ error: 'Numbers and addresses are shown to operators only.' });
    return null;
  }
  await store.appendAudit({ at: clock.now(), operator: operator.name, action: 'unmask', subject, detail: {} });
  return whole;
}
