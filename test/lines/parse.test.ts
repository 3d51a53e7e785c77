import { describe, expect, it } from 'vitest';
import { parseLines } from '../../src/areas/lines/parse.ts';
import type { ParsedLines } from '../../src/areas/lines/parse.ts';
import { createSeriesTable } from '../../src/areas/lines/table.ts';
import { atOnce } from '../../src/domain/turns.ts';
import { now, parse, pointsOf, problemsOf } from './support/points.ts';

const one = (line: string) => pointsOf(parse(line))[0];
const fieldsOf = (text: string) => one(`m ${text} 1`)?.fields;

describe('a line', () => {
  it('is a measurement, tags, fields and a time', () => {
    expect(one('cpu,host=a,region=eu usage=1.5,idle=98i 1768473000123456789')).toEqual({
      measurement: 'cpu',
      tags: { host: 'a', region: 'eu' },
      fields: { usage: 1.5, idle: 98 },
      time: 1768473000123,
    });
  });

  it('has the time of the server when it names none', () => {
    expect(pointsOf(parse('m a=1\nm a=2 \nm a=3\r\nm a=4\r'))).toHaveLength(4);
    expect(one('m a=1')?.time).toBe(now);
  });

  it('may be indented, blank, a comment, and end as on Windows', () => {
    const { good, bad, count } = parse('\r\n# a comment, with=anything "\n\n   \n  m a=1 1  \r\n  # indented\nm a=2   2\n#');
    expect([good, bad, count]).toEqual([2, 0, 2]);
  });

  it.each([
    ['a\\ b\\,c\\=d,t=1', 'a b,c\\=d', { t: '1' }],
    ['a=b,t\\ \\,\\=\\x=v\\ \\,\\=\\x', 'a=b', { 't ,=\\x': 'v ,=\\x' }],
    ['a\\\\ b\\n', 'a\\ b\\n', {}],
    ['größe,ort=München,x="q"', 'größe', { ort: 'München', x: '"q"' }],
    ['m,__proto__=1,constructor=2', 'm', { ['__proto__']: '1', constructor: '2' }],
  ])('%s is unescaped', (series, measurement, tags) => {
    const point = one(`${series} v=1`);
    expect([point?.measurement, Object.entries(point?.tags ?? {})]).toEqual([measurement, Object.entries(tags)]);
  });

  it('names its series by the tags in order', () => {
    const { series } = parse('m,b=1,a=2 v=1\nm,a=2,b=1 v=1\nm\\ n\\=o,ü=1,z\\ =\\,,a=1 v=1');
    expect(series.map(({ name }) => name)).toEqual(['m,a=2,b=1', 'm,a=2,b=1', 'm\\ n\\=o,a=1,z\\ =\\,,ü=1']);
  });
});

describe('a value', () => {
  const cases: [string, number | string | boolean][] = [
    ['a=1', 1],
    ['a=-1.25', -1.25],
    ['a=.5', 0.5],
    ['a=5.', 5],
    ['a=1e3', 1000],
    ['a=-1.5E-7', -1.5e-7],
    ['a=-0', -0],
    ['a=0.1', 0.1],
    ['a=97.38562091503268', Number('97.38562091503268')],
    ['a=123456789012345.62', Number('123456789012345.62')],
    ['a=1.7976931348623157e308', 1.7976931348623157e308],
    ['a=9007199254740991i', 9007199254740991],
    ['a=-9007199254740991i', -9007199254740991],
    ['a=9007199254740991u', 9007199254740991],
    ['a=0i', 0],
    ...['t', 'T', 'true', 'True', 'TRUE'].map((word): [string, boolean] => [`a=${word}`, true]),
    ...['f', 'F', 'false', 'False', 'FALSE'].map((word): [string, boolean] => [`a=${word}`, false]),
    ['a=""', ''],
    ['a="x, y=z #"', 'x, y=z #'],
    ['a="\\"\\\\\\n\\ "', '"\\\\n\\ '],
    ['a="two\nlines"', 'two\nlines'],
    ['a="Grüße, 漢字 👩‍👩‍👧"', 'Grüße, 漢字 👩‍👩‍👧'],
    [`a="${'👩'.repeat(1024)}"`, '👩'.repeat(1024)],
  ];
  it.each(cases)('%s', (text, value) => expect(Object.values(fieldsOf(text) ?? {})).toEqual([value]));

  it('of a field that is there twice is the later one', () => expect(fieldsOf('a=1,a=2')).toEqual({ a: 2 }));
});

describe('a time', () => {
  it.each([
    ['ns', '1768473000123999999', 1768473000123],
    ['n', '-1', -1],
    ['n', '-1000000', -1],
    ['n', '999999', 0],
    ['us', '1768473000123999', 1768473000123],
    ['u', '-1001', -2],
    ['ms', '1768473000123', 1768473000123],
    ['s', '1768473000', 1768473000000],
    ['m', '29474550', 1768473000000],
    ['h', '-1', -3600000],
    ['ns', '-0', 0],
  ] as const)('%s %s', (precision, text, time) => {
    const { keys } = parse(`m a=1 ${text}`, precision);
    expect(Object.is(keys[0], time)).toBe(true);
  });
});

describe('a bad line is told with its place, and the others are read', () => {
  it.each([
    ['m', '1:2 the line has no fields; write a space and field=value'],
    [',t=1 v=1', '1:1 the measurement is empty'],
    ['m, v=1', '1:3 the tag key is empty'],
    ['m,t v=1', '1:4 the tag t has no value; write t=value'],
    ['m,t= v=1', '1:5 the value of the tag t is empty'],
    ['m,t=a=b v=1', '1:6 the value of the tag t has an equals sign; write \\= for it'],
    ['m,t=1,u=2,t=3 v=1', '1:11 the tag t is there twice; keep one'],
    ['m,b=1,a=2,b=1 v=1', '1:11 the tag b is there twice; keep one'],
    ['m\t v=1', '1:2 the measurement or a tag has a control character; leave it out'],
    ['m\x7f v=1', '1:1 the measurement has a control character; leave it out'],
    ['m v', '1:4 the field has no value; write field=value'],
    ['m v 1', '1:4 the field has no value; write field=value'],
    ['m =1', '1:3 the field has no name; write field=value'],
    ['m v=1,', '1:7 the field has no name; write field=value'],
    ['m v=1,,w=2', '1:7 the field has no name; write field=value'],
    ['m v,w=2', '1:4 the field has no value, or its name has a comma; write field=value, and \\, for a comma'],
    ['m v=', '1:5 the field has no value'],
    ['m v=x', '1:5 must be a number, an integer with i or u, a boolean, or a string in double quotes'],
    ['m v=+1', '1:5 must be a number, an integer with i or u, a boolean, or a string in double quotes'],
    ['m v=1.5i', '1:5 must be a number, an integer with i or u, a boolean, or a string in double quotes'],
    ['m v=1.i', '1:5 must be a number, an integer with i or u, a boolean, or a string in double quotes'],
    ['m v=.', '1:5 must be a number, an integer with i or u, a boolean, or a string in double quotes'],
    ['m v=-', '1:5 must be a number, an integer with i or u, a boolean, or a string in double quotes'],
    ['m v=tRue', '1:5 must be a number, an integer with i or u, a boolean, or a string in double quotes'],
    ['m v=NaN', '1:5 NaN and infinity cannot be stored; leave the field out'],
    ['m v=-Inf', '1:5 NaN and infinity cannot be stored; leave the field out'],
    ['m v=1e999', '1:5 the number is beyond what a double holds'],
    [`m v=1${'0'.repeat(350)}`, '1:5 the number is beyond what a double holds'],
    ['m v=9007199254740993i', '1:5 the integer is beyond 2^53 and cannot be held exactly; send it as a string in double quotes'],
    ['m v=-1u', '1:5 an unsigned integer is not negative; write it with i'],
    ['m v="x', '1:5 the string is not closed; end it by a double quote'],
    ['m v="x"y', '1:8 a comma, a space or the end of the line must follow the string; write \\" for a quote in it'],
    ['m v="\0"', '1:6 the string has a NUL character; leave it out'],
    ['m v=1 x', '1:7 a timestamp is a whole number; a comma, not a space, stands between fields'],
    ['m v=1 1.5', '1:8 the line must end after the timestamp'],
    ['m v=1 1 2', '1:9 the line must end after the timestamp'],
    ['m v=1 9999999999999999999999', '1:7 the time is not in the years 0000 to 9999; is the precision right?'],
    ['ü,t=äöü v=x', '1:11 must be a number, an integer with i or u, a boolean, or a string in double quotes'],
    [`${'m'.repeat(101)} v=1`, '1:1 the measurement has more than 100 characters; shorten it'],
    [`m,${'t'.repeat(101)}=1 v=1`, '1:3 the tag key has more than 100 characters; shorten it'],
    [`m,t=${'x'.repeat(257)} v=1`, '1:5 the value of the tag t has more than 256 characters; shorten it'],
    [`m ${'v'.repeat(101)}=1`, '1:3 the field name has more than 100 characters; shorten it'],
    [`m v="${'x'.repeat(1025)}"`, '1:5 the string has more than 1024 characters; shorten it'],
    [`m,${Array.from({ length: 33 }, (_, i) => `t${i}=1`).join(',')} v=1`, '1:185 is one of more than 32 tags; leave some out'],
    [`m ${Array.from({ length: 101 }, (_, i) => `v${i}=1`).join(',')}`, '1:593 is one of more than 100 fields; send them in several lines'],
    [
      `m,${Array.from({ length: 32 }, (_, i) => `t${i}=${'x'.repeat(80)}`).join(',')} v=1`,
      '1:1 the measurement with its tags has more than 2000 bytes; shorten them',
    ],
  ])('%s', (line, problem) => {
    expect(problemsOf(line)).toEqual([problem]);
    const within = parse(`m a=1\n# comment\n${line}\nm a=2\nm a=3`);
    expect([within.bad, pointsOf(within).map(({ fields }) => fields['a'])]).toEqual([1, [1, 2, 3]]);
    expect(within.problems[0]?.line).toBe(3);
  });

  it('also when it is not UTF-8', () => {
    const body = Buffer.concat([Buffer.from('m a=1\nm t="ä'), Buffer.from([0xc3, 0x28]), Buffer.from('"\nm a="ö"')]);
    expect(problemsOf(body)).toEqual(['2:7 is not UTF-8']);
    expect(parse(body).good).toBe(2);
  });

  it('also behind strings of several lines', () => {
    expect(problemsOf('m a="x\n\ny" 1\nm a="u\nv",b=x\nm c')).toEqual([
      '5:6 must be a number, an integer with i or u, a boolean, or a string in double quotes',
      '6:4 the field has no value; write field=value',
    ]);
  });

  it('at most twenty, and all are counted', () => {
    const parsed = parse('m v=x\n'.repeat(1000));
    expect([parsed.bad, parsed.problems.length, parsed.problems.at(-1)?.line, parsed.count]).toEqual([1000, 20, 20, 0]);
  });

  it('with a line that is too long', () => {
    const fields = Array.from({ length: 70 }, (_, index) => `v${index}="${'x'.repeat(1000)}"`).join(',');
    expect(problemsOf(`m ${fields}`)).toEqual(['1:1 the line has more than 65536 bytes']);
    expect(problemsOf(`m v=1${' '.repeat(70_000)}`)).toEqual(['1:1 the line has more than 65536 bytes']);
  });
});

describe('a body that is parsed in steps', () => {
  const body = Buffer.from(
    [
      'm,a=1 x=1,y="one\ntwo\nthree" 1',
      '# a comment',
      'm,a=2 x=x 1',
      '',
      '   m,b=ü,a=1 x=3 3\r',
      'm',
      'm,a=1 x="open',
      `m t="${'x'.repeat(200)}",x=4 4`,
      'm,a=2 x=5',
    ].join('\n'),
  );
  const stepsOf = (table = createSeriesTable(), stretch = 1) => parseLines(body, table, 'ns', now, stretch);

  it('is read as at once, wherever the steps end', () => {
    const whole = parse(body);
    for (let stretch = 1; stretch <= body.length; stretch++) {
      const parsed = atOnce(stepsOf(createSeriesTable(), stretch));
      expect([parsed.good, parsed.bad, parsed.problems]).toEqual([whole.good, whole.bad, whole.problems]);
      expect(pointsOf(parsed)).toEqual(pointsOf(whole));
      expect(parsed.lineOf.subarray(0, parsed.count)).toEqual(whole.lineOf.subarray(0, whole.count));
    }
  });

  it('takes a step for each stretch', () => expect([...stepsOf()]).toHaveLength(8));

  it('is not disturbed by others that use the same table in between', () => {
    const table = createSeriesTable();
    const all = [stepsOf(table), parseLines(Buffer.from('m,a=2 x=7,y="z",w=1\nm,a=1 y=8\nm,a=1 x=9'), table, 'ns', now, 1), stepsOf(table)];
    const alone = [parse(body), parse('m,a=2 x=7,y="z",w=1\nm,a=1 y=8\nm,a=1 x=9'), parse(body)];
    const ended: (ParsedLines | undefined)[] = [undefined, undefined, undefined];
    while (ended.includes(undefined))
      for (const [index, steps] of all.entries()) {
        const { done, value } = steps.next();
        if (done && value) ended[index] = value;
      }
    expect(ended.map((parsed) => parsed && pointsOf(parsed))).toEqual(alone.map(pointsOf));
  });

  it('makes room for more values than were expected', () => {
    const lines = Array.from({ length: 300_000 }, (_, index) => `m v=${index % 10}`);
    const { good, count, numbers, lineOf } = parse(lines.join('\n'));
    expect([good, count, numbers[299_999], lineOf[299_999]]).toEqual([300_000, 300_000, 9, 300_000]);
  });
});

describe('a line that is longer than any may be', () => {
  const long = 1_000_000;
  it.each([
    ['a name', 'm'.repeat(long), '1:1 the measurement has more than 100 characters; shorten it'],
    ['a number', `m v=${'1'.repeat(long)} 1`, '1:5 the number is beyond what a double holds'],
    ['spaces before it', `${' '.repeat(long)}m v=1 1`, `1:${long + 1} the line has more than 65536 bytes`],
    ['spaces behind it', `m v=1${' '.repeat(long)}`, '1:1 the line has more than 65536 bytes'],
    ['decimals', `m v=0.${'1'.repeat(long)}`, '1:1 the line has more than 65536 bytes'],
  ])('by %s', (_, line, problem) => {
    const { good, bad } = parse(`${line}\nm v=2 2`);
    expect([problemsOf(line), good, bad]).toEqual([[problem], 1, 1]);
  });

  it('is none when it is blank or a comment', () => {
    const { good, bad, lineOf } = parse(`${' '.repeat(long)}\n#${'x'.repeat(long)}\n${' '.repeat(long)}\r\n${' '.repeat(long)}# x\nm v=1`);
    expect([good, bad, lineOf[0]]).toEqual([1, 0, 5]);
  });
});

describe('a table of series', () => {
  it('gives the same points when it has seen the lines before', () => {
    const table = createSeriesTable();
    const bodies = ['m,a=1 x=1,y=2 1\nm,a=2 x=1 1\nm,a=1 y=3,x=4 2', 'm,a=2 y="z" 1\nm,a=1 x=1,y=2,z=t 1', 'm,a=3 x=1'];
    for (let round = 0; round < 3; round++)
      for (const body of bodies) expect(pointsOf(parse(body, 'ns', table))).toEqual(pointsOf(parse(body)));
  });

  it('keeps series apart whose hashes meet, and forgets when it is full', () => {
    const table = createSeriesTable();
    const lines = Array.from({ length: 30_000 }, (_, index) => `m,t=${index.toString(36)} v=${index}`);
    for (let round = 0; round < 8; round++) {
      const body = lines.map((line) => `${round}${line}`).join('\n');
      const parsed = parse(body, 'ns', table);
      expect(parsed.good).toBe(lines.length);
      for (const index of [0, 1, 9999, 29_999])
        expect(parsed.series[parsed.columns[parsed.columnOf[index] ?? -1]?.series ?? -1]?.name).toBe(`${round}m,t=${index.toString(36)}`);
    }
  });
});
