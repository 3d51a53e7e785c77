import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTimestamp, isTimezone, parseTimestamp } from '../../src/domain/time.ts';

const years = { min: new Date('0000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true };

describe('a timestamp', () => {
  it('comes back as it was written, in every form', () => {
    fc.assert(
      fc.property(fc.date(years), (date) => {
        const time = date.getTime();
        const text = formatTimestamp(time);
        expect(parseTimestamp(text)).toBe(time);
        expect(parseTimestamp(text.replace('Z', '+00:00'))).toBe(time);
        expect(parseTimestamp(text.replace('Z', '999Z'))).toBe(time);
        expect(parseTimestamp(text.replace(/\.\d+/, ''))).toBe(time - date.getUTCMilliseconds());
      }),
      { numRuns: 2000 },
    );
  });

  it('with one character changed is what its form says, or none', () => {
    const forms = fc.constantFrom('2026-01-15T10:30:00.123Z', '1999-12-28T23:59:59Z', '0099-02-28T00:00:00.000Z');
    const characters = fc.constantFrom(...'0123456789:-TZ.+/ atz٢');
    fc.assert(
      fc.property(forms, fc.nat({ max: 23 }), characters, (form, at, character) => {
        const text = form.slice(0, at) + character + form.slice(at + 1);
        const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text);
        // Date.parse takes a day that does not exist for one of the next month.
        const time = isTime ? Date.parse(text) : Number.NaN;
        const exists = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === text.slice(0, 19);
        expect([text, parseTimestamp(text)]).toEqual([text, exists ? time : Number.NaN]);
      }),
      { numRuns: 2000 },
    );
  });

  it('of a day that does not exist is none', () => {
    const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (const year of [1900, 2000, 2023, 2024])
      for (const [index, usual] of days.entries()) {
        const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
        const last = usual + (index === 1 && isLeap ? 1 : 0);
        for (let day = 0; day <= 32; day++) {
          const two = (value: number) => String(value).padStart(2, '0');
          const text = `${year}-${two(index + 1)}-${two(day)}T00:00:00.000Z`;
          expect([text, Number.isNaN(parseTimestamp(text))]).toEqual([text, day < 1 || day > last]);
        }
      }
  });

  it.each([
    '',
    'now',
    '2026-01-15',
    '2026-01-15T10:30Z',
    '2026-01-15 10:30:00Z',
    '2026-01-15t10:30:00z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-15T24:00:00Z',
    '2026-01-15T10:60:00Z',
    '2026-01-15T10:30:60Z',
    '2026-01-15T10:30:00',
    '2026-01-15T10:30:00+24:00',
    '2026-01-15T10:30:00.Z',
    '2026-01-15T10:30:00.1234567890Z',
    ' 2026-01-15T10:30:00Z',
    '2026-01-15T10:30:00Z\n',
    '9999-12-31T23:59:59-00:01',
    '٢٠٢٦-01-15T10:30:00Z',
  ])('%j is none', (text) => {
    expect(parseTimestamp(text)).toBeNaN();
  });

  it('with an offset is that much earlier or later', () => {
    expect(parseTimestamp('2026-01-15T12:30:00+05:30')).toBe(Date.UTC(2026, 0, 15, 7));
    expect(parseTimestamp('2026-01-15T12:30:00-03:30')).toBe(Date.UTC(2026, 0, 15, 16));
  });
});

describe('a time zone', () => {
  it('is one of the IANA database', () => {
    // Twice, because an answer may be remembered.
    for (const name of ['Europe/Berlin', 'UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata']) expect(isTimezone(name)).toBe(true);
    for (const name of ['Europe/Atlantis', 'Europe/Atlantis', '+02:00', '+02:00', 'CEST1', '']) expect(isTimezone(name)).toBe(false);
  });
});
