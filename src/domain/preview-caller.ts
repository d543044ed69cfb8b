/** Who a call is tried out as. `known`: a contact with an address on file. `anonymous`: the number is withheld. */
export const previewCallers = ['known', 'unknown', 'anonymous', 'sip'] as const;
export type PreviewCaller = (typeof previewCallers)[number];
