import { BlockList, isIP } from 'node:net';

/** Finds the address of the client behind proxies that are trusted. */
export type ClientAddress = (peer: string | undefined, forwardedFor: string | string[] | undefined) => string;

/** IPv4 in the form of IPv6, as a socket for both tells it. */
const mapped = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** An address, or one with a port, as proxies write it; null for anything else. */
function addressOf(text: string): string | null {
  const [, bare = text] = /^\[(.+)\](?::\d+)?$/.exec(text) ?? /^([\d.]+):\d+$/.exec(text) ?? [];
  const address = bare.replace(mapped, '');
  return isIP(address) === 0 ? null : address;
}

/**
 * Reads `X-Forwarded-For` from its end, to which each proxy adds whom it was called by: the first address that is of no trusted proxy is
 * the client's. What stands before it may be invented. Without trusted proxies it is whoever has the connection.
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trusted = new BlockList();
  for (const proxy of trustedProxies) {
    const [address = '', length] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (length === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(length), family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return (peer = '', forwardedFor = '') => {
    let client = peer.startsWith('::') ? peer.replace(mapped, '') : peer;
    if (trustedProxies.length === 0 || isIP(client) === 0) return client;
    const list = [forwardedFor].flat().join(',').split(',').reverse();
    for (const entry of list) {
      if (!isTrusted(client)) return client;
      const next = addressOf(entry.trim());
      if (next === null) return client;
      client = next;
    }
    return client;
  };
}
