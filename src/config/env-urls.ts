/** Readers of URLs in the environment. Each answers the URL without a trailing slash or throws what to write. */

/** Only this machine can connect. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

/** A URL of one of these schemes (`https:`). */
export function readUrl(schemes: readonly string[]): (value: string) => string {
  const wanted = schemes.map((scheme) => `${scheme}//…`).join(' or ');
  return (value) => {
    const url = URL.canParse(value) ? new URL(value) : null;
    if (url === null || !schemes.includes(url.protocol) || url.hostname === '') throw new Error(`write ${wanted}`);
    return value.replace(/\/+$/, '');
  };
}

/** The origin of another service. */
export function readOrigin(value: string): string {
  const url = readUrl(['https:', 'http:'])(value);
  if (/[?#]/.test(url)) throw new Error('write an origin, for example https://api.example.com');
  return url;
}

/** The address the carrier reaches us at: https, except on loopback; a path prefix is allowed. */
export function readPublicUrl(value: string): string {
  const advice = 'write the https origin the carrier reaches, for example https://voice.example.com';
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '')
    throw new Error(advice);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
  if (!secure) throw new Error(`${advice} (http only on loopback)`);
  if (url.hostname.includes('_')) throw new Error('the carrier refuses host names with an underscore');
  return value.replace(/\/+$/, '');
}
