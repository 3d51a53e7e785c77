import { describe, expect, it } from 'vitest';
import { loadConfig, settings } from '../../src/config.ts';
import { StartError } from '../../src/start-error.ts';

/** What the operator gets to read. */
function complaints(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof StartError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('has a default for everything', () => {
    expect(loadConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4680,
      databaseUrl: undefined,
      dataDirectory: './data',
      publicUrl: 'http://localhost:4680',
      logLevel: 'info',
      defaultPlan: 'enterprise',
      demo: 'auto',
      maxBodyBytes: 1048576,
      maxBulkBodyBytes: 33554432,
      maxQueryPoints: 500000,
      maxSeries: 100000,
      maxUnfoldedValues: 5000000,
      maxStreams: 1000,
      maxOrganizationStreams: 100,
      streamKeptMs: 900_000,
      requestTimeoutMs: 60000,
      rowSecurity: 'auto',
      statementTimeoutMs: 30000,
      databasePoolMax: 10,
      shutdownTimeoutMs: 10000,
      workers: 1,
      operatorHost: '127.0.0.1',
      operatorPort: undefined,
      trustedProxies: [],
      signUp: 'open',
      passwordCost: 15,
      sessionIdleMs: 604800000,
      sessionMaxMs: 2592000000,
      smtp: undefined,
      smtpTls: 'auto',
      mailFrom: undefined,
      auditDays: 365,
      validateResponses: false,
    });
  });

  it('is frozen', () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });

  it('takes a variable that is set to nothing as absent', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '', TELLTALE_PUBLIC_URL: '' })).toEqual(loadConfig({}));
  });

  it('reads every setting', () => {
    const config = loadConfig({
      PORT: '0',
      TELLTALE_VALIDATE_RESPONSES: 'on',
      TELLTALE_PUBLIC_URL: 'https://telltale.example/api/',
      HOST: '::',
    });
    expect(config).toMatchObject({ port: 0, validateResponses: true, publicUrl: 'https://telltale.example/api', host: '::' });
  });

  it('names each bad setting, what is allowed and what was given', () => {
    expect(complaints({ PORT: '70000', TELLTALE_DEFAULT_PLAN: 'gold', TELLTALE_PUBLIC_URL: 'ftp://here' })).toEqual([
      'PORT must be a whole number from 0 to 65535, not "70000"',
      'TELLTALE_PUBLIC_URL must be an http or https URL without query, not "ftp://here"',
      'TELLTALE_DEFAULT_PLAN must be one of free, pro, scale, enterprise, not "gold"',
    ]);
  });

  it.each(['-1', '1e3', '0x10', ' 80', '80.5', 'NaN', '999999999999999999999'])('refuses %j as a number', (value) => {
    expect(complaints({ PORT: value })).toEqual([`PORT must be a whole number from 0 to 65535, not ${JSON.stringify(value)}`]);
  });

  it('keeps the operator away from the public port', () => {
    expect(complaints({ TELLTALE_OPERATOR_PORT: '4680' })).toEqual(['TELLTALE_OPERATOR_PORT must be another port than PORT']);
    expect(complaints({ PORT: '9464', TELLTALE_OPERATOR_PORT: '9464' })).toHaveLength(1);
    expect(loadConfig({ PORT: '0', TELLTALE_OPERATOR_PORT: '0' }).operatorPort).toBe(0);
    expect(complaints({ TELLTALE_OPERATOR_PORT: '70000' })).toEqual([
      'TELLTALE_OPERATOR_PORT must be a whole number from 0 to 65535, not "70000"',
    ]);
  });

  it('keeps a secret to itself', () => {
    expect(complaints({ DATABASE_URL: 'mysql://root:hunter2@db/telltale' })).toEqual([
      'DATABASE_URL must be postgres://user:password@host:port/name',
    ]);
  });

  it.each([
    ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, secure: false, user: undefined, password: undefined }],
    ['smtps://ada%40x:p%C3%A4ss%2F@[::1]/', { host: '::1', port: 465, secure: true, user: 'ada@x', password: 'päss/' }],
    ['smtp://u:p@127.0.0.1:2525', { host: '127.0.0.1', port: 2525, secure: false, user: 'u', password: 'p' }],
  ])('reads the mail server %s', (url, expected) => {
    expect(loadConfig({ TELLTALE_SMTP_URL: url, TELLTALE_MAIL_FROM: 't@example.com' }).smtp).toEqual(expected);
  });

  it.each([
    'mail.example.com',
    'http://x',
    'smtp://',
    'smtp://secret@x',
    'smtp://:secret@x',
    'smtp://u:%zz@x',
    'smtp://x/path',
    'smtp://x?pool=true',
    'smtp://x:0',
  ])('refuses the mail server %s without repeating it', (url) => {
    const [complaint = '', ...rest] = complaints({ TELLTALE_SMTP_URL: url, TELLTALE_MAIL_FROM: 't@example.com' });
    expect(rest).toEqual([]);
    expect(complaint).toMatch(/^TELLTALE_SMTP_URL must be smtp:\/\/user:password@host:port or smtps:[^"]*$/);
  });

  it('reads who mail is from, and wants to know it', () => {
    const from = (text: string) => loadConfig({ TELLTALE_MAIL_FROM: text }).mailFrom;
    expect(from('t@example.com')).toEqual({ name: '', address: 't@example.com' });
    expect(from('Télltale at home <t@example.com>')).toEqual({ name: 'Télltale at home', address: 't@example.com' });
    for (const text of [
      't',
      'A <t>',
      'A <t@example.com',
      '<t@example.com> A',
      'A\nBcc: x@y.z <t@example.com>',
      'a@b.c, d@e.f',
      '"A" <t@example.com>',
    ])
      expect(complaints({ TELLTALE_MAIL_FROM: text }), text).toHaveLength(1);
    expect(complaints({ TELLTALE_SMTP_URL: 'smtp://x' })).toEqual([
      'TELLTALE_MAIL_FROM must be set with TELLTALE_SMTP_URL, such as Telltale <telltale@example.com>',
    ]);
  });

  it('refuses a misspelt name and says what may be meant', () => {
    expect(complaints({ TELLTALE_DATADIR: '/srv' })).toEqual(['TELLTALE_DATADIR is not a setting; did you mean TELLTALE_DATA_DIR?']);
  });

  it('leaves the names of the client side alone', () => {
    expect(complaints({ TELLTALE_URL: 'http://localhost:4680', TELLTALE_KEY: 'tt_a_x' })).toEqual([]);
  });

  it('describes every setting for the documentation', () => {
    expect(settings.map((setting) => setting.name)).toHaveLength(Object.keys(loadConfig({})).length);
    for (const { description } of settings) expect(description).toMatch(/^[A-Z].*\.$/);
  });
});
