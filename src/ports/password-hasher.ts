/** Makes passwords useless to who reads the store. Neither method throws for any password or hash. */
export interface PasswordHasher {
  /** With its parameters and a salt of its own in it. */
  hash(password: string): Promise<string>;
  /** `hash` null: there is no such account; the answer is no and takes as long as any other. */
  verify(password: string, hash: string | null): Promise<boolean>;
}
