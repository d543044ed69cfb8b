/** Whom this server asks for something. */
export const vendorNames = ['model', 'fallback model', 'texts', 'calls', 'mail'] as const;
export type VendorName = (typeof vendorNames)[number];
