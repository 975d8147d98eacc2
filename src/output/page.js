/* page.js: the records in the page -> articles to read, a table to search, charts.
 *
 *   script[type="application/json"] ── readAll ──▶ articles, quotes, entities (what lists and charts need)
 *   #view=quotes&q=…  ── go ──▶ showOverview, showArticles, showArticle (reads its record again), showQuotes
 *
 * What records say becomes text nodes and plain attributes, never markup, code or an address that is not http. */
'use strict';
(() => {

const PER_PAGE = 50, MOST_PRINTED = 2000, MOST_SUGGESTED = 400, CHART_ROWS = 12, MATRIX_COLUMNS = 10, LONG = 500, DAY = 864e5;
const TYPES = {person: 'People', place: 'Places', organization: 'Organizations'};
const ONE = {person: 'Person', place: 'Place', organization: 'Organization'};
const QUOTE_TYPES = ['direct', 'mixed', 'indirect'];
const BY = {all: 'Everybody', person: 'People', organization: 'Organizations', place: 'Places', unnamed: 'Unnamed', unknown: 'Nobody known'};
const HOW = {name: 'by name', nominal: 'by what they are', pronoun: 'by a pronoun', continuation: 'goes on from the quote before'};
const ID_PAGES = {wikidata: [/^Q\d+$/, 'https://www.wikidata.org/wiki/'], geonames: [/^\d+$/, 'https://www.geonames.org/']};

const at = id => document.getElementById(id);

/* ---- Elements ---- */

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  return element;
}

/* el('p', {class: 'hint', click: f}, 'text', child): an element; a function is an event's listener; what is null or empty is left out. */
function el(tag, attributes, ...children) {
  const element = set(document.createElement(tag), attributes);
  element.append(...children.filter(child => child !== null && child !== undefined && child !== '' && child !== false));
  return element;
}

function svg(tag, attributes, ...children) {
  const element = set(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes);
  element.append(...children);
  return element;
}

/* Text of a record, whose direction and bidirectional marks stay within. */
const isolate = (...children) => el('bdi', {dir: 'auto'}, ...children);

const count = (number, one, many = one + 's') => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
const textOf = value => typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
const scoreText = score => score.toFixed(2);

/* The address behind # of a view; what is empty is left out. */
const hashOf = wanted => '#' + new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== '' && value !== undefined));

function parseAddress(address) {
  try { return new URL(address); } catch { return null; }
}

/* A link where the address is one of the web, else text. */
function webLink(address, shown = address) {
  const parsed = parseAddress(address), isWeb = parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:');
  return isWeb ? el('a', {href: parsed.href, rel: 'noopener noreferrer', target: '_blank'}, isolate(shown)) : isolate(address);
}

/* ---- Searching ---- */

const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[‘’]/g, "'");

/* Words, or an "exact phrase" in marks; each must be there. */
function termsOf(query) {
  const found = fold(query || '').matchAll(/["“”«»]([^"“”«»]+)["“”«»]?|[^\s"“”«»]+/g);
  return Array.from(found, match => (match[1] || match[0]).trim()).filter(Boolean);
}

const holdsAll = (text, terms) => terms.every(term => text.includes(term));

/* Folding changes lengths: the folded text, and for each of its units where its character stands in the text. */
function foldWithPlaces(text) {
  let folded = '', offset = 0;
  const places = [];
  for (const character of text) {
    const unit = fold(character);
    folded += unit;
    for (let i = 0; i < unit.length; i++) places.push(offset);
    offset += character.length;
  }
  return {folded, places: [...places, text.length]};
}

function findTerms(text, terms) {
  const {folded, places} = foldWithPlaces(text), spans = [];
  for (const term of terms) {
    for (let i = folded.indexOf(term); i >= 0; i = folded.indexOf(term, i + term.length)) spans.push([places[i], places[i + term.length]]);
  }
  return spans.sort((a, b) => a[0] - b[0]);
}

/* The text, with what was searched for marked. */
function withHits(text, terms) {
  const pieces = [];
  let done = 0;
  for (const [start, end] of terms.length ? findTerms(text, terms) : []) {
    if (start < done || end <= start) continue;
    pieces.push(text.slice(done, start), el('mark', {class: 'hit'}, text.slice(start, end)));
    done = end;
  }
  return [...pieces, text.slice(done)];
}

/* ---- Reading the records ---- */

const articles = [], quotes = [], failures = [];
const entities = new Map();  // by type and name, over all articles
const about = new Map();     // organization -> speaker -> how many quotes name it
const noTypes = () => ({direct: 0, mixed: 0, indirect: 0});
const typeCounts = noTypes();

/* The item with the id "m10", or undefined. */
const byId = (items, letter, id) => typeof id === 'string' && id[0] === letter ? items[id.slice(1) - 1] : undefined;

/* "2026-05-04T06:30:00Z" and "Mon, 04 May 2026 …" -> "2026-05-04". */
function dayOf(value) {
  const text = textOf(value), iso = /^\d{4}-\d\d-\d\d/.exec(text);
  const time = iso ? Date.parse(iso[0]) : /[a-z].*\d{4}/i.test(text) ? Date.parse(text) : NaN;
  return isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
}

/* The words of a quote: its parts, and between two of them the marks that stand there, or " … " for words. */
function quoteText(record, quote) {
  let text = '', end = -1;
  for (const part of quote.parts) {
    const between = end < 0 ? '' : record.text.slice(end, part.start);
    text += (/[\p{L}\p{N}]/u.test(between) ? ' … ' : between) + record.text.slice(part.start, part.end);
    end = part.end;
  }
  return text.replace(/\s+/g, ' ');
}

/* For reading: a comma before ‘he said’ is the paper's; words that are quoted within reported ones keep their marks. */
function shownText(record, quote, text) {
  const first = quote.parts[0], last = quote.parts.at(-1), before = record.text[first.start - 1], after = record.text[last.end];
  const plain = text.replace(/,$/, '').replace(/, … /g, ' … ');
  if (quote.type !== 'mixed') return plain;
  return (first.quoted && /["“‘«„']/.test(before) ? before : '') + plain + (last.quoted && /["”’»“']/.test(after) ? after : '');
}

function headlineOf(record) {
  const sentences = record.sentences.filter(sentence => sentence.section === 'headline');
  return sentences.length ? record.text.slice(sentences[0].start, sentences.at(-1).end).replace(/\s+/g, ' ') : '';
}

function openingOf(record) {
  const words = record.text.slice(0, 400).trim().replace(/\s+/g, ' ');
  return words.length > 90 ? words.slice(0, 90).replace(/\s\S*$/, '') + ' …' : words;
}

function countEntity(entity, article, mentions) {
  const key = entity.type + ' ' + fold(entity.name);
  if (!entities.has(key)) entities.set(key, {type: entity.type, name: entity.name, mentions: 0, articles: 0, quotes: 0, counts: noTypes()});
  const known = entities.get(key);
  known.mentions += mentions;
  if (known.last !== article) known.articles++;
  known.last = article;
  return known;
}

/* Who and what is named in a quote. */
function namedIn(record, quote) {
  const found = quote.mentions.map(id => byId(record.entities, 'e', byId(record.mentions, 'm', id)?.entity));
  return Array.from(new Set(found.filter(Boolean)));
}

/* Which organizations a named speaker names. */
function countAbout(named, speaker) {
  for (const {type, name} of named) {
    if (type !== 'organization' || name === speaker) continue;
    if (!about.has(name)) about.set(name, new Map());
    about.get(name).set(speaker, (about.get(name).get(speaker) || 0) + 1);
  }
}

function readQuote(record, article, quote) {
  const speaker = quote.speaker, entity = speaker && byId(record.entities, 'e', speaker.entity);
  const text = quoteText(record, quote), named = namedIn(record, quote);
  const row = {
    article, order: quotes.length, id: quote.id, type: quote.type, text, shown: shownText(record, quote, text),
    speaker: speaker ? speaker.name : '', printed: speaker && speaker.text || '', description: entity && entity.description || '',
    kind: entity ? entity.type : speaker ? 'unnamed' : 'unknown',
    ids: entity ? Object.entries(entity.ids).map(pair => pair.join('=')).join(';') : '', named: named.map(({name}) => name).join(';'),
    cue: quote.cue ? quote.cue.text : '', lemma: quote.cue && quote.cue.lemma || '', negated: quote.negated, score: quote.score, source: quote.source,
    sentence: quote.sentence,
  };
  row.who = fold(row.speaker);
  row.fold = fold([row.shown, row.speaker, row.printed, row.description, row.cue, ...named.map(({name}) => name)].join('\n'));
  quotes.push(row);
  typeCounts[row.type]++;
  if (!entity) return;
  const known = countEntity(entity, article, 0);
  known.quotes++;
  known.counts[row.type]++;
  countAbout(named, entity.name);
}

function readRecord(record, script) {
  if (record.error) return failures.push({id: textOf(record.id), ...record.error});
  const meta = record.meta || {}, id = textOf(record.id), published = textOf(meta.published ?? meta.date);
  const title = textOf(meta.title) || headlineOf(record);
  const article = {
    script, number: articles.length + 1, id, title: title || openingOf(record) || id || 'Untitled', isTitled: !!title,
    outlet: textOf(meta.publisher) || textOf(meta.site) || textOf(meta.source), author: textOf(meta.author), url: textOf(meta.url),
    published, day: dayOf(published), first: quotes.length,
  };
  articles.push(article);
  record.entities.forEach(entity => countEntity(entity, article, entity.mentions));
  record.quotes.forEach(quote => readQuote(record, article, quote));
  article.last = quotes.length;
  const names = record.entities.flatMap(entity => [entity.name, ...entity.aliases]);
  article.fold = fold([article.title, id, article.outlet, article.author, article.url, ...names].join('\n'));
}

/* Reads in slices of time, so that thousands of records do not freeze the page. */
async function readAll() {
  const scripts = document.querySelectorAll('body > script[type="application/json"]');
  let until = performance.now() + 50;
  for (let i = 0; i < scripts.length; i++) {
    if (performance.now() > until) {
      at('reading').textContent = `Reading the articles … ${Math.floor(100 * i / scripts.length)} %`;
      await new Promise(resume => setTimeout(resume));
      until = performance.now() + 50;
    }
    try { readRecord(JSON.parse(scripts[i].textContent), scripts[i]); }
    catch (error) { failures.push({id: `record ${i + 1}`, code: 'unreadable', message: error.message}); }
  }
}

/* ---- Where we are: all of it is in the address behind #, so that links and the back button work ---- */

const VIEWS = {overview: showOverview, articles: showArticles, article: showArticle, quotes: showQuotes};
let state = {}, hasShown = false;

function readState() {
  const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (!Object.hasOwn(VIEWS, given.view || '')) given.view = articles.length === 1 ? 'article' : 'overview';
  return given;
}

function replaceState(next) {
  state = next;
  try { history.replaceState(null, '', hashOf(state)); } catch { /* a page without an address of its own */ }
}

function showTab(view) {
  const tab = at('to-' + view), isCurrent = view === state.view || (view === 'articles' && state.view === 'article');
  at(view).hidden = view !== state.view;
  if (isCurrent) tab.setAttribute('aria-current', 'page');
  else tab.removeAttribute('aria-current');
}

function go() {
  state = readState();
  hideCard();
  Object.keys(VIEWS).forEach(showTab);
  VIEWS[state.view](state);
  const title = at(state.view + '-title');
  document.title = title.textContent + (state.view === 'article' ? ' – who said what' : '');
  if (hasShown && !state.at) {
    scrollTo({top: 0, behavior: 'instant'});
    title.focus({preventScroll: true});
  }
  hasShown = true;
}

/* ---- Drawing ---- */

const pen = document.createElement('canvas').getContext('2d');

function widthOf(text) {
  pen.font = '13px ' + getComputedStyle(document.body).fontFamily;
  return pen.measureText(text).width;
}

function clip(text, width) {
  if (widthOf(text) <= width) return text;
  let keep = Math.min(text.length, 60);
  while (keep > 1 && widthOf(text.slice(0, keep) + '…') > width) keep--;
  return text.slice(0, keep).trimEnd() + '…';
}

const picture = (width, height, shapes) => svg('svg', {width, height, viewBox: `0 0 ${width} ${height}`, role: 'list'}, ...shapes);

/* A shape with a link, its words for those who point at it or hear it. */
function linked(href, said, ...shapes) {
  return svg('g', {role: 'listitem'}, svg('a', {href, 'aria-label': said}, svg('title', {}, said), ...shapes));
}

/* The fills that tell types apart without colour. */
function patterns() {
  const pattern = (id, size, turn, mark) => svg('pattern', {id, width: size, height: size, patternUnits: 'userSpaceOnUse', patternTransform: turn},
    svg('rect', {class: 'ground', width: size, height: size}), mark);
  return svg('svg', {width: 0, height: 0, class: 'unseen', 'aria-hidden': 'true'}, svg('defs', {},
    pattern('hatch', 5, 'rotate(45)', svg('line', {class: 'hatch-line', x1: 0, y1: 0, x2: 0, y2: 5})),
    pattern('dots', 5, null, svg('circle', {class: 'dots-dot', cx: 2.5, cy: 2.5, r: 1.5})),
    pattern('stripes', 6, null, svg('line', {class: 'stripes-line', x1: 0, y1: 1.5, x2: 6, y2: 1.5}))));
}

const total = row => row.parts.reduce((sum, [, number]) => sum + number, 0);

/* A bar a row: {label, parts: [[class, number]..], href, said}. */
function drawBars(rows, width) {
  const step = 26, labels = Math.min(210, width * 0.42, Math.max(...rows.map(row => widthOf(row.label))) + 1);
  const unit = (width - labels - 56) / Math.max(1, ...rows.map(total));
  return picture(width, rows.length * step, rows.map((row, i) => {
    let x = labels + 8;
    const bars = row.parts.filter(([, number]) => number).map(([kind, number]) => {
      const bar = svg('rect', {class: kind, x: x + 0.5, y: i * step + 6.5, width: Math.max(1, number * unit - 1), height: 13});
      x += number * unit;
      return bar;
    });
    const label = svg('text', {class: 'label', x: labels, y: i * step + 17, 'text-anchor': 'end'}, clip(row.label, labels));
    return linked(row.href, row.said, label, ...bars, svg('text', {class: 'value', x: x + 7, y: i * step + 17}, total(row).toLocaleString('en')));
  }));
}

/* Steps of an axis: 1, 2 or 5 times a power of ten. */
function stepOf(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / 4)));
  return [1, 2, 5, 10].map(factor => factor * power).find(step => most / step <= 5) || 10 * power;
}

function drawAxis(left, width, bottom, step, top, unit) {
  return Array.from({length: Math.round(top / step) + 1}, (_, i) => {
    const y = bottom - i * step * unit;
    return svg('g', {'aria-hidden': 'true'}, svg('line', {class: 'axis', x1: left, x2: width, y1: y, y2: y}),
      svg('text', {class: 'value', x: left - 8, y: y + 4, 'text-anchor': 'end'}, (i * step).toLocaleString('en')));
  });
}

/* A column a day, month or year: {label, parts, href, said}. */
function drawColumns(columns, width) {
  const height = 190, left = 44, bottom = height - 24, wide = (width - left) / columns.length, most = Math.max(...columns.map(total));
  const step = stepOf(most), top = Math.ceil(most / step) * step, unit = (bottom - 10) / top, every = Math.ceil(76 / wide);
  return picture(width, height, [...drawAxis(left, width, bottom, step, top, unit), ...columns.map((column, i) => {
    const x = left + i * wide + Math.max(0.5, wide * 0.15);
    let y = bottom;
    const bars = column.parts.filter(([, number]) => number).map(([kind, number]) => {
      y -= number * unit;
      return svg('rect', {class: kind, x, y: y + 0.5, width: Math.max(1, Math.min(wide * 0.7, 64)), height: Math.max(0.5, number * unit - 1)});
    });
    const label = i % every ? [] : [svg('text', {class: 'value', x, y: height - 6}, column.label)];
    return bars.length ? linked(column.href, column.said, ...bars, ...label) : svg('g', {'aria-hidden': 'true'}, ...label);
  })]);
}

/* Who speaks about which organization: a field a pair, the darker the more. */
function drawMatrix({speakers, names, cell, most}, room) {
  const left = Math.min(170, Math.max(...speakers.map(widthOf)) + 10), head = 106, high = 30;
  const wide = Math.min(84, Math.max(34, (room - left - 70) / names.length));
  const field = (x, y, opacity) => svg('rect',
    {class: 'cell', x: x + 1, y: y + 1, width: wide - 2, height: high - 2, 'fill-opacity': opacity.toFixed(2)});
  const drawHead = (name, j) => svg('text', {transform: `translate(${left + (j + 0.5) * wide} ${head - 8}) rotate(-38)`},
    clip(name, 135), svg('title', {}, name));
  const drawSide = (name, i) => svg('text', {x: left - 8, y: head + i * high + 20, 'text-anchor': 'end'}, clip(name, left - 10), svg('title', {}, name));
  const drawCell = (speaker, name, x, y) => {
    const number = cell(speaker, name);
    return number ? linked(hashOf({view: 'quotes', speaker, q: `"${name}"`}), `${speaker} on ${name}: ${count(number, 'quote')}`,
      field(x, y, 0.14 + 0.2 * number / most), svg('text', {x: x + wide / 2, y: y + 20, 'text-anchor': 'middle'}, String(number))) : field(x, y, 0.05);
  };
  return picture(left + names.length * wide + 70, head + speakers.length * high, [
    ...names.map(drawHead), ...speakers.map(drawSide),
    ...speakers.flatMap((speaker, i) => names.map((name, j) => drawCell(speaker, name, left + j * wide, head + i * high)))]);
}

/* ---- Overview ---- */

/* A chart that is drawn again when its room changes. */
function chart(title, draw, {wide, scroll, key} = {}) {
  const ground = el('div', {class: scroll && 'scroll'});
  const box = el('figure', {class: wide ? 'chart wide' : 'chart'}, el('figcaption', {}, el('h2', {}, title), key), ground);
  box.draw = () => ground.replaceChildren(draw(Math.max(220, ground.clientWidth)));
  return box;
}

const typeKey = () => el('span', {class: 'key'}, ...QUOTE_TYPES.map(type => el('span', {class: 'type ' + type}, type)));
const partsOf = counts => QUOTE_TYPES.map(type => [type, counts[type]]);
const partsSaid = counts => QUOTE_TYPES.filter(type => counts[type]).map(type => `${counts[type]} ${type}`).join(', ');

function chartSpeakers(known) {
  const rows = known.filter(entity => entity.quotes).sort((a, b) => b.quotes - a.quotes).slice(0, CHART_ROWS).map(entity => ({
    label: entity.name, parts: partsOf(entity.counts), href: hashOf({view: 'quotes', speaker: entity.name}),
    said: `${entity.name}: ${count(entity.quotes, 'quote')} (${partsSaid(entity.counts)})`}));
  return rows.length ? chart('Most quoted', width => drawBars(rows, width), {key: typeKey()}) : null;
}

function chartNamed(known, type) {
  const rows = known.filter(entity => entity.type === type && entity.mentions).sort((a, b) => b.mentions - a.mentions).slice(0, CHART_ROWS);
  const bars = rows.map(entity => ({
    label: entity.name, parts: [[type, entity.mentions]], href: hashOf({view: 'articles', q: `"${entity.name}"`}),
    said: `${entity.name}: ${count(entity.mentions, 'mention')} in ${count(entity.articles, 'article')}`}));
  return bars.length ? chart(`Most named: ${TYPES[type].toLowerCase()}`, width => drawBars(bars, width)) : null;
}

const share = number => `${count(number, 'quote')}, ${Math.round(100 * number / quotes.length)} %`;

function chartTypes() {
  const rows = QUOTE_TYPES.map(type => ({
    label: type, parts: [[type, typeCounts[type]]], href: hashOf({view: 'quotes', type}), said: `${type}: ${share(typeCounts[type])}`}));
  return quotes.length ? chart('Quotes by type', width => drawBars(rows, width)) : null;
}

function chartKinds() {
  const counts = Object.fromEntries(Object.keys(BY).map(kind => [kind, noTypes()]));
  quotes.forEach(row => counts[row.kind][row.type]++);
  const rows = Object.keys(BY).map(by => ({label: BY[by], parts: partsOf(counts[by]), href: hashOf({view: 'quotes', by})}))
    .filter(total).map(row => ({...row, said: `${row.label}: ${share(total(row))}`}));
  return quotes.length ? chart('Quotes by kind of speaker', width => drawBars(rows, width)) : null;
}

const shortDay = day => new Date(day).toLocaleDateString('en-GB', {day: 'numeric', month: 'short', timeZone: 'UTC'});

/* Every day from the first to the last, cut to its month or year when there are too many for a chart. */
function spanOf(days) {
  const first = Date.parse(days[0]), length = (Date.parse(days.at(-1)) - first) / DAY + 1, keys = new Map();
  const cut = length <= 93 ? 10 : length <= 366 * 4 ? 7 : 4;
  for (let i = 0; i < Math.min(length, 366 * 60); i++) keys.set(new Date(first + i * DAY).toISOString().slice(0, cut), noTypes());
  return {cut, keys};
}

function chartDays() {
  const days = articles.filter(article => article.day && article.last > article.first).map(article => article.day).sort();
  if (!days.length || days[0] === days.at(-1)) return null;
  const {cut, keys} = spanOf(days);
  for (const row of quotes) {
    const counts = keys.get(row.article.day.slice(0, cut));
    if (counts) counts[row.type]++;
  }
  const columns = Array.from(keys, ([day, counts]) => ({
    label: cut === 10 ? shortDay(day) : day, parts: partsOf(counts), href: hashOf({view: 'quotes', day}), said: `${day}: ${partsSaid(counts)}`}));
  return chart(`Quotes by ${{10: 'day', 7: 'month', 4: 'year'}[cut]}`, width => drawColumns(columns, width), {wide: true, key: typeKey()});
}

function chartAbout() {
  const sum = counts => Array.from(counts.values()).reduce((a, b) => a + b, 0), totals = new Map();
  const top = Array.from(about).sort((a, b) => sum(b[1]) - sum(a[1])).slice(0, MATRIX_COLUMNS), names = top.map(([name]) => name);
  top.forEach(([, counts]) => counts.forEach((number, speaker) => totals.set(speaker, (totals.get(speaker) || 0) + number)));
  const speakers = Array.from(totals).sort((a, b) => b[1] - a[1]).slice(0, CHART_ROWS - 3).map(([speaker]) => speaker);
  if (names.length < 2 || speakers.length < 2) return null;
  const cell = (speaker, name) => about.get(name).get(speaker) || 0, most = Math.max(...top.flatMap(([, counts]) => Array.from(counts.values())));
  const draw = width => drawMatrix({speakers, names, cell, most}, width);
  return chart('Speakers and the organizations they speak about', draw, {wide: true, scroll: true});
}

function showFigures(known) {
  const figures = [['articles', articles.length], ['quotes', quotes.length]];
  for (const type in TYPES) figures.push([TYPES[type].toLowerCase(), known.filter(entity => entity.type === type).length]);
  if (failures.length) figures.push(['not analysed', failures.length]);
  at('figures').replaceChildren(...figures.map(([name, number]) => el('div', {}, el('dt', {}, name), el('dd', {}, number.toLocaleString('en')))));
}

function showOverview() {
  if (!at('charts').children.length) {
    const known = Array.from(entities.values());
    showFigures(known);
    at('charts').append(patterns(), ...[chartSpeakers(known), el('div', {class: 'stack'}, chartTypes(), chartKinds()), chartDays(),
      el('div', {class: 'row'}, ...['person', 'organization', 'place'].map(type => chartNamed(known, type))), chartAbout()].filter(Boolean));
  }
  drawCharts();
}

function drawCharts() {
  if (!at('overview').hidden) at('charts').querySelectorAll('figure').forEach(box => box.draw());
}

/* ---- The list of articles ---- */

let mostArticles = PER_PAGE;

function topSpeakers(article) {
  const counts = new Map(), named = quotes.slice(article.first, article.last).filter(row => row.kind in TYPES);
  named.forEach(row => counts.set(row.speaker, (counts.get(row.speaker) || 0) + 1));
  return Array.from(counts).sort((a, b) => b[1] - a[1]).slice(0, 3).map(([name]) => name);
}

/* a · b · c */
const dotted = parts => parts.filter(Boolean).flatMap((part, i) => i ? [' · ', part] : [part]);

function articleItem(article, terms) {
  const told = [article.outlet, article.day, count(article.last - article.first, 'quote'), topSpeakers(article).join(', ')];
  return el('li', {}, el('a', {class: 'title', href: hashOf({view: 'article', n: article.number})}, isolate(...withHits(article.title, terms))),
    el('p', {class: 'about'}, ...dotted(told.map(part => part && isolate(part)))));
}

function showArticles(given) {
  const terms = termsOf(given.q), fitting = articles.filter(article => holdsAll(article.fold, terms));
  if (at('articles-search').value !== (given.q || '')) at('articles-search').value = given.q || '';
  at('articles-status').textContent = count(fitting.length, 'article') + (terms.length ? ` of ${articles.length.toLocaleString('en')}` : '');
  at('articles-list').replaceChildren(...fitting.slice(0, mostArticles).map(article => articleItem(article, terms)));
  at('articles-more').hidden = fitting.length <= mostArticles;
  at('failures').replaceChildren(...(failures.length ? [failureList()] : []));
}

function failureList() {
  const item = failure => el('li', {}, isolate(failure.id || '(no id)'), ': ', el('code', {}, isolate(failure.code)), ' ', isolate(failure.message));
  return el('section', {class: 'failed'}, el('h2', {}, `${count(failures.length, 'document')} could not be analysed`),
    el('ul', {}, ...failures.slice(0, 200).map(item)));
}

/* ---- One article: its text with marks ---- */

let shown = null;  // {article, record}

/* What is marked: the parts of quotes, their cues, and mentions. The last one first, so that the next one can be popped. */
function collectSpans(record) {
  const spans = [];
  record.quotes.forEach((quote, index) => {
    quote.parts.forEach((part, i) => spans.push({start: part.start, end: part.end, name: `quote ${part.quoted ? 'quoted' : 'unquoted'}`, quote: index,
      number: i === quote.parts.length - 1 ? index + 1 : null}));
    if (quote.cue) spans.push({start: quote.cue.start, end: quote.cue.end, name: 'cue', cue: index});
  });
  record.mentions.forEach((mention, index) => spans.push({start: mention.start, end: mention.end, mention: index,
    name: `mention ${mention.type || 'nobody'} ${mention.form}`}));
  return spans.filter(span => span.end > span.start).sort((a, b) => b.start - a.start || a.end - b.end);
}

function putBack(queue, span) {
  let i = queue.length;
  while (i && (queue[i - 1].start < span.start || (queue[i - 1].start === span.start && queue[i - 1].end > span.end))) i--;
  queue.splice(i, 0, span);
}

/* A mark that goes on after a break has its number there; only the first piece can be walked to. */
function markElement(span, goesOn) {
  return el('mark', {class: span.name, 'data-quote': span.quote, 'data-cue': span.cue, 'data-mention': span.mention,
    'data-number': goesOn ? null : span.number, tabindex: span.cue === undefined && !span.isRest ? -1 : null});
}

/* Text from start to end with the spans in it as elements; what of a span goes past the end of an outer one becomes a span of its own. */
function paintBlock(block, text, start, end, queue) {
  const open = [{node: block, end}];
  let done = start;
  const writeTo = place => {
    if (place > done) open.at(-1).node.append(text.slice(done, place));
    done = Math.max(done, place);
  };
  const closeTo = place => {
    for (; open.length > 1 && open.at(-1).end <= place; open.pop()) writeTo(open.at(-1).end);
    writeTo(place);
  };
  while (queue.length && queue.at(-1).start < end) {
    const span = queue.pop();
    closeTo(span.start);
    const last = Math.min(span.end, open.at(-1).end), goesOn = last < span.end, node = markElement(span, goesOn);
    if (goesOn) putBack(queue, {...span, start: last, isRest: true});
    open.at(-1).node.append(node);
    open.push({node, end: last});
  }
  closeTo(end);
}

/* Paragraphs, each from its first sentence to its last. */
function blocksOf(record) {
  const blocks = [];
  for (const sentence of record.sentences) {
    const last = blocks.at(-1);
    if (last && last.paragraph === sentence.paragraph && last.section === sentence.section) last.end = sentence.end;
    else blocks.push({...sentence});
  }
  return blocks;
}

function paintText(record) {
  const queue = collectSpans(record), blocks = blocksOf(record);
  at('text').className = blocks.length > LONG ? 'text long' : 'text';
  at('text').replaceChildren(...blocks.map(block => {
    const node = el(block.section === 'headline' ? 'h2' : 'p', {class: block.section, dir: 'auto'});
    while (queue.length && queue.at(-1).start < block.start) {
      const span = queue.pop();
      if (span.end > block.start) putBack(queue, {...span, start: block.start});
    }
    paintBlock(node, record.text, block.start, block.end, queue);
    return node;
  }));
}

const walkable = () => Array.from(at('page').querySelectorAll('mark[tabindex]'));

/* ---- One article: around its text ---- */

function legendButton(name, number, sample) {
  const toggle = event => {
    const hides = at('page').classList.toggle('hides-' + name);
    event.currentTarget.setAttribute('aria-pressed', String(!hides));
  };
  return el('button', {type: 'button', 'aria-pressed': String(!at('page').classList.contains('hides-' + name)), click: toggle},
    sample, ' ', el('span', {class: 'number'}, number.toLocaleString('en')));
}

function showLegend(record) {
  const ofType = type => record.mentions.filter(mention => mention.type === type).length, sample = (name, text) => el('mark', {class: name}, text);
  at('legend').replaceChildren(...Object.keys(TYPES).map(type => legendButton(type, ofType(type), sample(`mention ${type}`, TYPES[type]))),
    legendButton('quote', record.quotes.length, el('span', {}, sample('quote quoted', 'quoted'), ' and ', sample('quote unquoted', 'reported'),
      ' words with their ', sample('cue', 'cue'))));
}

function quoteItem(row, index) {
  const open = event => {
    event.preventDefault();
    focusQuote(index);
  };
  return el('li', {}, el('a', {href: hashOf({view: 'article', n: row.article.number, at: row.id}), click: open},
    el('span', {class: 'who'}, el('span', {class: 'number'}, String(index + 1)), el('b', {}, row.speaker ? isolate(row.speaker) : 'Nobody known'),
      el('span', {class: 'type muted ' + row.type}, row.type)), el('q', {dir: 'auto'}, row.shown)));
}

function listQuotes(article) {
  const items = quotes.slice(article.first, article.last).map(quoteItem);
  return el('section', {class: 'said-section'}, el('h2', {}, 'Who said what', el('span', {}, String(items.length))),
    items.length ? el('ol', {class: items.length > LONG ? 'said long' : 'said'}, ...items) : el('p', {class: 'muted'}, 'No quotes.'));
}

function listEntities(record, type) {
  const button = entity => el('button', {type: 'button', 'aria-pressed': 'false', click: event => lightEntity(event.currentTarget, entity.id)},
    isolate(entity.name), entity.description && el('small', {}, isolate(entity.description)));
  const items = record.entities.filter(entity => entity.type === type).map(entity =>
    el('li', {}, button(entity), el('span', {class: 'count'}, String(entity.mentions))));
  const head = el('h2', {}, TYPES[type], el('span', {}, String(items.length)));
  return items.length ? el('section', {}, head, el('ul', {class: items.length > LONG ? 'names long' : 'names'}, ...items)) : null;
}

function listFacts(record) {
  const plain = value => value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
  const known = [['id', textOf(record.id)], ...Object.entries(record.meta || {}).map(([name, value]) => [name, plain(value)]),
    ['sentences', String(record.sentences.length)], ...record.warnings.map(warning => ['warning', `${warning.code} at ${warning.start}`])];
  const pair = ([name, value]) => [el('dt', {}, isolate(name)), el('dd', {}, webLink(value))];
  const list = el('dl', {}, ...known.filter(([, value]) => value).flatMap(pair));
  return el('section', {}, el('details', {}, el('summary', {}, 'About this document'), list));
}

function showWay(article) {
  const step = (n, text) => articles[n - 1] && el('a', {href: hashOf({view: 'article', n}), title: articles[n - 1].title}, text);
  at('article-way').replaceChildren(...(articles.length > 1 ? [el('a', {href: '#view=articles'}, '← All articles'),
    el('span', {}, step(article.number - 1, '‹ Previous'), step(article.number + 1, 'Next ›'))] : []));
}

const shortTime = published => published.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2').replace(/ 00:00$/, '');

function showByline(article) {
  const address = parseAddress(article.url);
  at('article-byline').replaceChildren(...dotted([article.outlet && isolate(article.outlet), article.author && isolate(article.author),
    article.published && isolate(shortTime(article.published)), article.url && webLink(article.url, address && address.host || article.url)]));
}

/* A headline that is the title is not shown twice; its marks stand in the title then. */
function hideHeadline(article) {
  const lines = at('text').querySelectorAll('.headline');
  if (lines.length !== 1 || lines[0].textContent.replace(/\s+/g, ' ') !== article.title) return;
  at('article-title').replaceChildren(...lines[0].childNodes);
  lines[0].remove();
}

function openArticle(article) {
  const record = JSON.parse(article.script.textContent);
  shown = {article, record};
  showWay(article);
  at('article-title').textContent = article.isTitled ? article.title : article.id;
  showByline(article);
  showLegend(record);
  paintText(record);
  hideHeadline(article);
  letTabIn(walkable()[0]);
  at('side').replaceChildren(listQuotes(article), ...Object.keys(TYPES).map(type => listEntities(record, type)).filter(Boolean), listFacts(record));
}

function showArticle(given) {
  const article = articles[(given.n || 1) - 1];
  if (!article) showNoArticle();
  else if (!shown || shown.article !== article) openArticle(article);
  if (article && given.at) focusQuote(given.at.slice(1) - 1);
}

function showNoArticle() {
  shown = null;
  at('article-title').textContent = articles.length ? 'There is no such article' : 'There are no articles';
  for (const id of ['article-way', 'article-byline', 'legend', 'text', 'side']) at(id).replaceChildren();
  if (failures.length) at('side').append(failureList());
}

/* ---- Marks: pointing at one, or walking from one to the next, shows its card ---- */

let cardFor = null, leaving = 0;

const within = (name, value) => Array.from(at('page').querySelectorAll(`[data-${name}="${value}"]`));
const markOf = node => node.closest('[data-mention], [data-quote], [data-cue]');

/* Tab stops at one mark; the arrow keys walk on from there. */
function letTabIn(mark) {
  at('page').querySelectorAll('mark[tabindex="0"]').forEach(other => { other.tabIndex = -1; });
  if (mark) mark.tabIndex = 0;
}

function focusMark(mark) {
  letTabIn(mark);
  mark.scrollIntoView({block: 'center', behavior: 'instant'});
  mark.focus({preventScroll: true});
  showCard(mark);
}

function focusQuote(index) {
  const mark = within('quote', index).find(found => found.hasAttribute('tabindex'));
  if (mark) focusMark(mark);
}

function walkMarks(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || !event.target.matches('mark')) return;
  const marks = walkable(), here = marks.indexOf(event.target);
  const to = {ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: marks.length - 1}[event.key];
  if (to === undefined) return;
  event.preventDefault();
  if (marks[to]) focusMark(marks[to]);
}

function lightEntity(button, id) {
  const lights = button.getAttribute('aria-pressed') !== 'true';
  at('page').querySelectorAll('.lit').forEach(mark => mark.classList.remove('lit'));
  at('side').querySelectorAll('[aria-pressed=true]').forEach(other => other.setAttribute('aria-pressed', 'false'));
  if (!lights) return;
  button.setAttribute('aria-pressed', 'true');
  const marks = shown.record.mentions.flatMap((mention, index) => mention.entity === id ? within('mention', index) : []);
  marks.forEach(mark => mark.classList.add('lit'));
  if (marks[0]) marks[0].scrollIntoView({block: 'center'});
}

/* Rows of a card: [name, what, what..]; those without a name or anything to say are left out. */
function cardRows(...given) {
  const told = given.filter(row => row && row.slice(1).some(Boolean));
  return el('dl', {}, ...told.flatMap(([name, ...what]) => [el('dt', {}, name), el('dd', {}, ...what)]));
}

const whyRow = source => ['why', ...source.split(', ').map(reason => el('code', {}, isolate(reason)))];

function idLine([scheme, value]) {
  const [shape, address] = Object.hasOwn(ID_PAGES, scheme) ? ID_PAGES[scheme] : [/^$/, ''];
  return el('div', {}, isolate(scheme), ' ', shape.test(value) ? webLink(address + value, value) : isolate(value));
}

function everywhere(entity) {
  const known = entities.get(entity.type + ' ' + fold(entity.name));
  return ['in all', el('a', {href: hashOf({view: 'articles', q: `"${entity.name}"`})}, count(known.articles, 'article')),
    known.quotes && ', ', known.quotes && el('a', {href: hashOf({view: 'quotes', speaker: entity.name})}, count(known.quotes, 'quote'))];
}

function mentionCard(mention) {
  const entity = byId(shown.record.entities, 'e', mention.entity);
  const kind = (ONE[mention.type] || 'Speaker') + (mention.form === 'name' ? '' : ', ' + mention.form);
  const rows = entity ? [
    mention.text !== entity.name && ['printed', isolate(`“${mention.text}”`)], entity.description && ['is', isolate(entity.description)],
    entity.aliases.length && ['also', isolate(entity.aliases.join(', '))], ['id', ...Object.entries(entity.ids).map(idLine)],
    ['here', count(entity.mentions, 'mention')], everywhere(entity), entity.boilerplate && ['in', 'boilerplate']] : [['is', 'not named']];
  return el('section', {}, el('p', {class: 'kind'}, el('span', {}, kind), el('span', {}, 'score ' + scoreText(mention.score))),
    el('h3', {}, isolate(entity ? entity.name : mention.text)), cardRows(...rows, whyRow(mention.source)));
}

function quoteCard(quote) {
  const {speaker, cue} = quote, printed = speaker && speaker.text && speaker.text !== speaker.name;
  const kind = el('span', {class: 'type ' + quote.type}, `${quote.type} quote`);
  return el('section', {}, el('p', {class: 'kind'}, kind, el('span', {}, 'score ' + scoreText(quote.score))),
    el('h3', {}, speaker ? isolate(speaker.name) : 'Nobody known'),
    cardRows(speaker && ['speaker', printed && isolate(`“${speaker.text}”, `), HOW[speaker.how]],
      ['cue', cue ? isolate(`“${cue.text}”`) : 'none', cue && cue.lemma && cue.lemma !== cue.text && isolate(` (${cue.lemma})`)],
      quote.negated && ['negated', 'yes: not said'], quote.boilerplate && ['in', 'boilerplate'], whyRow(quote.source)));
}

/* The quote, its cue and its speaker stand out together. */
function activate(index) {
  const speaker = shown.record.quotes[index].speaker, said = speaker && speaker.mention ? within('mention', speaker.mention.slice(1) - 1) : [];
  [...within('quote', index), ...within('cue', index), ...said].forEach(mark => mark.classList.add('active'));
}

/* The card tells of the innermost mention and the innermost quote that the mark stands in. */
function showCard(mark) {
  clearTimeout(leaving);
  if (cardFor === mark) return;
  hideCard();
  cardFor = mark;
  const mention = mark.closest('[data-mention]'), said = mark.closest('[data-quote], [data-cue]');
  const index = said && (said.dataset.quote ?? said.dataset.cue);
  at('card').replaceChildren(...(mention ? [mentionCard(shown.record.mentions[mention.dataset.mention])] : []),
    ...(said ? [quoteCard(shown.record.quotes[index])] : []));
  if (said) activate(index);
  mark.setAttribute('aria-describedby', 'card');
  at('card').hidden = false;
  placeCard(at('card'), mark);
}

/* Below the first line of the mark, or above it where there is no room; on a phone at the foot of the screen. */
function placeCard(card, mark) {
  const box = mark.getClientRects()[0], room = document.documentElement.clientWidth;
  card.style.top = card.style.left = '';
  if (!box || getComputedStyle(card).position === 'fixed') return;
  const page = card.offsetParent.getBoundingClientRect(), above = box.top - card.offsetHeight - 8;
  const isBelow = box.bottom + card.offsetHeight + 12 < innerHeight || above < 0;
  card.style.top = `${(isBelow ? box.bottom + 8 : above) - page.top}px`;
  card.style.left = `${Math.max(8, Math.min(box.left, room - card.offsetWidth - 16)) - page.left}px`;
}

function hideCard() {
  clearTimeout(leaving);
  at('card').hidden = true;
  if (!cardFor) return;
  cardFor.removeAttribute('aria-describedby');
  cardFor = null;
  at('page').querySelectorAll('.active').forEach(mark => mark.classList.remove('active'));
}

function leaveSoon() {
  clearTimeout(leaving);
  leaving = setTimeout(hideCard, 250);
}

function listenToMarks() {
  const page = at('page'), card = at('card'), isMark = node => node instanceof Element && markOf(node);
  page.addEventListener('mouseover', event => {
    const mark = isMark(event.target);
    if (mark) showCard(mark);
    else if (card.contains(event.target)) clearTimeout(leaving);
    else leaveSoon();
  });
  page.addEventListener('mouseleave', leaveSoon);
  page.addEventListener('focusin', event => { if (isMark(event.target)) showCard(event.target); });
  page.addEventListener('keydown', walkMarks);
  page.addEventListener('focusout', event => { if (!page.contains(event.relatedTarget)) leaveSoon(); });
  document.addEventListener('click', event => {
    const mark = isMark(event.target);
    if (mark) showCard(mark);
    else if (!card.contains(event.target) && !event.defaultPrevented) hideCard();
  });
  document.addEventListener('keydown', event => { if (event.key === 'Escape') hideCard(); });
}

/* ---- The table ---- */

const inOrder = (a, b) => a < b ? -1 : a > b ? 1 : 0;
const emptyLast = field => (a, b) => !a[field] - !b[field] || inOrder(a[field], b[field]);
const COLUMNS = {  // name: [title, class, comparison]
  quote: ['Quote', 'quote-text', (a, b) => inOrder(a.fold, b.fold)],
  speaker: ['Speaker', 'who', emptyLast('who')],
  cue: ['Cue', 'cue-word', emptyLast('lemma')],
  type: ['Type', 'kind', (a, b) => QUOTE_TYPES.indexOf(a.type) - QUOTE_TYPES.indexOf(b.type)],
  article: ['Article', 'article-name', (a, b) => a.article.number - b.article.number],
  date: ['Date', 'date', (a, b) => inOrder(a.article.day, b.article.day)],
  score: ['Score', 'score', (a, b) => a.score - b.score],
};
let sorted = {by: '', rows: quotes}, found = [];

const shownColumns = () => Object.keys(COLUMNS).filter(name =>
  (name !== 'article' || articles.length > 1) && (name !== 'date' || articles.some(article => article.day)));

/* All quotes in the asked-for order ("score-": downwards), kept until another is asked for. */
function sortQuotes(by = '') {
  if (sorted.by === by) return sorted.rows;
  const name = by.replace('-', ''), sign = by.endsWith('-') ? -1 : 1, compare = Object.hasOwn(COLUMNS, name) && COLUMNS[name][2];
  sorted = {by, rows: compare ? quotes.slice().sort((a, b) => sign * compare(a, b) || a.order - b.order) : quotes};
  return sorted.rows;
}

/* A whole speaker's name finds that speaker, a part of a name all who bear it. */
function speakerTest(speaker) {
  const who = fold(speaker || '').trim();
  if (!who) return () => true;
  return quotes.some(row => row.who === who) ? row => row.who === who : row => row.who.includes(who);
}

const typesOf = given => given.type ? given.type.split(',') : [];

function findQuotes(given) {
  const terms = termsOf(given.q), types = typesOf(given), least = Number(given.score || 0), isSpeaker = speakerTest(given.speaker);
  const fits = row => (!given.by || row.kind === given.by) && row.score >= least && (!types.length || types.includes(row.type)) &&
    (!given.day || row.article.day.startsWith(given.day)) && isSpeaker(row) && holdsAll(row.fold, terms);
  return sortQuotes(given.sort).filter(fits);
}

function speakerCell(row, terms) {
  const isPrinted = row.printed && !fold(row.printed).endsWith(row.who), note = row.description || (isPrinted && `“${row.printed}”`);
  const speaker = row.speaker ? el('a', {href: hashOf({view: 'quotes', speaker: row.speaker})}, isolate(...withHits(row.speaker, terms)))
    : el('span', {class: 'muted'}, 'nobody known');
  return [speaker, note && el('small', {}, isolate(note))];
}

function quoteCells(row, terms) {
  const {article} = row, title = el('a', {href: hashOf({view: 'article', n: article.number}), title: article.title}, isolate(article.title));
  return {
    quote: [el('a', {href: hashOf({view: 'article', n: article.number, at: row.id})}, isolate(...withHits(row.shown, terms)))],
    speaker: speakerCell(row, terms),
    cue: [row.cue && isolate(row.cue), row.negated && el('small', {class: 'negated'}, 'negated')],
    type: [el('span', {class: 'type ' + row.type}, row.type)],
    article: [title, article.outlet && el('small', {}, isolate(article.outlet))],
    date: [article.day],
    score: [scoreText(row.score)],
  };
}

function showRows(from, to) {
  const terms = termsOf(state.q), names = shownColumns();
  at('rows').replaceChildren(...found.slice(from, to).map(row => {
    const cells = quoteCells(row, terms);
    return el('tr', {}, ...names.map(name => el('td', {class: COLUMNS[name][1]}, ...cells[name])));
  }));
  const place = to - from < found.length ? `${(from + 1).toLocaleString('en')}–${Math.min(found.length, to).toLocaleString('en')} of ` : '';
  const all = found.length < quotes.length ? ` (${quotes.length.toLocaleString('en')} in all)` : '';
  at('quotes-status').textContent = found.length ? place + count(found.length, 'quote') + all : `No quote fits${all}.`;
}

function showQuotes(given) {
  found = findQuotes(given);
  const last = Math.max(1, Math.ceil(found.length / PER_PAGE)), page = Math.min(last, Math.max(1, Math.floor(given.page) || 1));
  showFilters(given);
  showConditions(given);
  at('columns').replaceChildren(...shownColumns().map(name => columnHead(name, given.sort || '')));
  at('csv').disabled = at('json').disabled = !found.length;
  showRows((page - 1) * PER_PAGE, page * PER_PAGE);
  showPages(page, last);
}

function change(changes) {
  replaceState({...state, page: '', ...changes});
  showQuotes(state);
}

/* A click sorts, another turns the order round, a third goes back to the order of the texts. */
function columnHead(name, sort) {
  const orders = name === 'score' || name === 'date' ? [name + '-', name] : [name, name + '-'];
  const next = sort === orders[0] ? orders[1] : sort === orders[1] ? '' : orders[0];
  const click = () => {
    change({sort: next});
    at('columns').children[shownColumns().indexOf(name)].firstChild.focus();
  };
  return el('th', {scope: 'col', class: COLUMNS[name][1], 'aria-sort': sort === name ? 'ascending' : sort === name + '-' ? 'descending' : 'none'},
    el('button', {type: 'button', click}, COLUMNS[name][0]));
}

function showPages(page, last) {
  const step = (to, text) => el('button', {type: 'button', disabled: to < 1 || to > last, click: () => {
    change({page: to > 1 ? String(to) : ''});
    at('quotes-title').scrollIntoView();
  }}, text);
  const place = el('span', {}, `Page ${page.toLocaleString('en')} of ${last.toLocaleString('en')}`);
  at('pages').replaceChildren(...(last > 1 ? [step(page - 1, '‹ Previous'), place, step(page + 1, 'Next ›')] : []));
}

/* What is asked for and has no field of its own, and a way back to all. */
function showConditions(given) {
  const showAll = () => {
    replaceState({view: 'quotes', sort: state.sort});
    showQuotes(state);
    at('search').focus();
  };
  const button = (click, ...text) => el('button', {type: 'button', click}, ...text);
  const isAsked = ['q', 'speaker', 'by', 'type', 'score', 'day'].some(name => given[name]);
  const conditions = [given.day && button(() => change({day: ''}), 'not only ', isolate(given.day)), isAsked && button(showAll, 'Show all')];
  at('conditions').replaceChildren(...conditions.filter(Boolean));
}

function showFilters(given) {
  const values = {search: given.q || '', speaker: given.speaker || '', by: given.by || 'all', score: given.score || '0'};
  for (const id in values) if (at(id).value !== values[id]) at(id).value = values[id];
  at('types').querySelectorAll('button').forEach(button => button.setAttribute('aria-pressed', String(typesOf(given).includes(button.value))));
}

/* None pressed, or all three: all. */
function toggleType(type) {
  const next = QUOTE_TYPES.filter(other => typesOf(state).includes(other) !== (other === type));
  change({type: next.length === QUOTE_TYPES.length ? '' : next.join()});
}

function prepareFilters() {
  at('by').append(...Object.entries(BY).map(([value, text]) => el('option', {value}, text)));
  at('score').append(...[0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95].map(value => el('option', {value}, value ? scoreText(value) : 'any')));
  at('types').append(...QUOTE_TYPES.map(type => el('button', {type: 'button', class: 'toggle', value: type, click: () => toggleType(type)},
    el('span', {class: 'type ' + type}, type))));
  const speakers = Array.from(entities.values()).filter(entity => entity.quotes).sort((a, b) => b.quotes - a.quotes).slice(0, MOST_SUGGESTED);
  at('speakers').append(...speakers.map(entity => el('option', {value: entity.name}, count(entity.quotes, 'quote'))));
  at('search').addEventListener('input', event => change({q: event.target.value}));
  at('speaker').addEventListener('input', event => change({speaker: event.target.value}));
  at('by').addEventListener('change', event => change({by: event.target.value === 'all' ? '' : event.target.value}));
  at('score').addEventListener('change', event => change({score: event.target.value === '0' ? '' : event.target.value}));
}

/* ---- Export of what is shown, all its pages ---- */

/* The columns have the names of --to csv. */
function exportRow(row) {
  const {article} = row;
  return {
    document: article.id, url: article.url, title: article.isTitled ? article.title : '', published: article.published, quote: row.text, type: row.type,
    speaker: row.speaker, speaker_text: row.printed, speaker_type: row.kind in TYPES ? row.kind : '', speaker_description: row.description,
    speaker_id: row.ids, cue: row.cue, cue_lemma: row.lemma, negated: row.negated, score: row.score, source: row.source, sentence: row.sentence,
    mentioned: row.named, quote_id: row.id,
  };
}

/* RFC 4180, and nothing that a spreadsheet would take for a formula. */
function csvCell(value) {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? "'" + value : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvOf(rows) {
  const table = rows.map(exportRow), lines = [Object.keys(table[0]), ...table.map(Object.values)];
  return '\ufeff' + lines.map(cells => cells.map(csvCell).join(',') + '\r\n').join('');
}

const jsonOf = rows => JSON.stringify(rows.map(exportRow), null, 1) + '\n';

function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], {type}));
  el('a', {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/* ---- Start ---- */

function listen() {
  listenToMarks();
  document.querySelectorAll('form').forEach(form => form.addEventListener('submit', event => event.preventDefault()));
  at('csv').addEventListener('click', () => save('who-said-what.csv', 'text/csv', csvOf(found)));
  at('json').addEventListener('click', () => save('who-said-what.json', 'application/json', jsonOf(found)));
  at('articles-search').addEventListener('input', event => {
    mostArticles = PER_PAGE;
    replaceState({...state, q: event.target.value});
    showArticles(state);
  });
  at('articles-more').addEventListener('click', () => {
    mostArticles += 4 * PER_PAGE;
    showArticles(state);
  });
  document.querySelector('.skip').addEventListener('click', event => {
    event.preventDefault();
    at('main').focus();
  });
  addEventListener('hashchange', go);
  addEventListener('resize', () => {
    if (cardFor) placeCard(at('card'), cardFor);
    drawCharts();
  });
  addEventListener('beforeprint', () => { if (state.view === 'quotes') showRows(0, MOST_PRINTED); });
  addEventListener('afterprint', () => { if (state.view === 'quotes') showQuotes(state); });
}

async function start() {
  await readAll();
  at('reading').hidden = true;
  const isOne = articles.length === 1 && !failures.length;
  at('to-article').hidden = !isOne;
  at('to-articles').hidden = isOne;
  at('to-overview').hidden = at('to-quotes').hidden = false;
  at('totals').textContent = `${count(articles.length, 'article')} · ${count(quotes.length, 'quote')}`;
  prepareFilters();
  listen();
  go();
}

addEventListener('DOMContentLoaded', start);
})();
