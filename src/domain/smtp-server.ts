/** A mail server and the login there. Holds a password: not for any log. */
export interface SmtpAccount {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; without it TLS begins as soon as the server offers it. */
  readonly secure: boolean;
  /** Both or neither. */
  readonly user: string | null;
  readonly password: string | null;
}

/** The same in parts, or in one `smtp://` or `smtps://` URL that holds the login too. */
export type SmtpServer = SmtpAccount | string;
