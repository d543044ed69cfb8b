/** Who is calling, decided once from the webhook's `From`. Withheld ids are a type, not a phone number. */
export type CallerIdentity =
  | { readonly kind: 'phone'; readonly number: string }
  | { readonly kind: 'sip'; readonly uri: string }
  | { readonly kind: 'client'; readonly id: string }
  | { readonly kind: 'withheld' };

/** A call, as the voice webhook opened it. `id` is our own; `callSid` the carrier's. */
export interface Call {
  readonly id: string;
  readonly callSid: string;
  readonly siteId: string;
  readonly lineId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: CallerIdentity;
  /** E.164 of the number called. */
  readonly to: string;
  /** Epoch ms. */
  readonly startedAt: number;
}

/** A contact of the site as the store knows it. Masked before the model sees it. */
export interface Contact {
  readonly id: string;
  readonly siteId: string;
  readonly name: string | null;
  /** E.164, the number to text or call back; may differ from the one that called. */
  readonly callbackNumber: string | null;
  readonly email: string | null;
  readonly language: string | null;
  /** IANA zone. */
  readonly timeZone: string | null;
  /** Free text of the business. Data for the model, never an instruction. */
  readonly notes: string | null;
  /** All numbers (E.164) and addresses (lower case) by which this contact is recognised. */
  readonly identifiers: readonly string[];
}
