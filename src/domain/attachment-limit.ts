/** All attachments of one e-mail together, before they are encoded: what nearly every mail server takes. */
export const attachmentLimitBytes = 10_000_000;
