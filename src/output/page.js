/* page.js: the records in the page -> articles to read, a table to search, charts.
 * What records say becomes text nodes and plain attributes, never markup, code or an address that is not http. */
'use strict';
(() => {

const PER_PAGE = 50, MOST_PRINTED = 2000, MOST_SUGGESTED = 400, CHART_ROWS = 12;
const TYPES = {person: 'People', place: 'Places', organization: 'Organizations'};
const ONE = {person: 'Person', place: 'Place', organization: 'Organization'};
const QUOTE_TYPES = ['direct', 'mixed', 'indirect'];
const HOW = {name: 'by name', nominal: 'by what they are', pronoun: 'by a pronoun', continuation: 'not said again: goes on from the quote before'};
const BY = {all: 'Everybody', person: 'People', organization: 'Organizations', place: 'Places', unnamed: 'Unnamed', unknown: 'Nobody known'};
const ID_PAGES = {wikidata: [/^Q\d+$/, 'https://www.wikidata.org/wiki/'], geonames: [/^\d+$/, 'https://www.geonames.org/']};

const at = id => document.getElementById(id);
const scripts = () => document.querySelectorAll('body > script[type="application/json"]');

/* ---- Elements ---- */

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  return element;
}

/* el('p', {class: 'hint', click: f}, 'text', child): an element; a function is an event's listener. */
function el(tag, attributes, ...children) {
  const element = set(document.createElement(tag), attributes);
  element.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}

function svg(tag, attributes, ...children) {
  const element = set(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes);
  element.append(...children);
  return element;
}

const isolate = text => el('bdi', {dir: 'auto'}, text);
const count = (number, one, many = one + 's') => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
const textOf = value => typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
const hashOf = state => '#' + new URLSearchParams(Object.entries(state).filter(([, value]) => value !== '' && value !== undefined));

/* The address as a link when it is one of the web, else as text. */
function webLink(address, shown = address) {
  let parsed = null;
  try { parsed = new URL(address); } catch { }
  const isWeb = parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:');
  return isWeb ? el('a', {href: parsed.href, rel: 'noopener noreferrer', target: '_blank'}, isolate(shown)) : isolate(address);
}

/* ---- Searching ---- */

const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[‘’]/g, "'");

/* Words, or an "exact phrase" in marks; each must be there. */
function termsOf(query) {
  return Array.from(fold(query || '').matchAll(/["“”«»]([^"“”«»]+)["“”«»]?|[^\s"“”«»]+/g), match => (match[1] || match[0]).trim()).filter(Boolean);
}

const holdsAll = (text, terms) => terms.every(term => text.includes(term));

/* The text with what was searched for marked. Folding changes lengths, so each folded unit remembers the character it came from. */
function withHits(text, terms) {
  if (!terms.length) return [text];
  let folded = '', from = [], pieces = [], done = 0, offset = 0;
  for (const character of text) {
    const unit = fold(character);
    folded += unit;
    for (let i = 0; i < unit.length; i++) from.push(offset);
    offset += character.length;
  }
  from.push(text.length);
  const found = terms.flatMap(term => {
    const spans = [];
    for (let i = folded.indexOf(term); i >= 0; i = folded.indexOf(term, i + term.length)) spans.push([from[i], from[i + term.length]]);
    return spans;
  }).sort((a, b) => a[0] - b[0]);
  for (const [start, end] of found) {
    if (start < done || end <= start) continue;
    pieces.push(text.slice(done, start), el('mark', {class: 'hit'}, text.slice(start, end)));
    done = end;
  }
  return [...pieces, text.slice(done)];
}

/* ---- Reading the records ---- */

const articles = [], quotes = [], failures = [], entities = new Map(), about = new Map(), typeCounts = {direct: 0, mixed: 0, indirect: 0};
const byId = (items, letter, id) => typeof id === 'string' && id[0] === letter ? items[id.slice(1) - 1] : undefined;

/* "2026-05-04T06:30:00Z" and "Mon, 04 May 2026 …" -> "2026-05-04". */
function dayOf(value) {
  const text = textOf(value), iso = /^\d{4}-\d\d-\d\d/.exec(text);
  if (iso) return iso[0];
  const time = /[a-z].*\d{4}/i.test(text) ? Date.parse(text) : NaN;
  return isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
}

/* The words of a quote: its parts, with what stands between two of them left out when that is more than marks. */
function quoteText(record, quote) {
  let text = '', end = -1;
  for (const part of quote.parts) {
    const between = end < 0 ? '' : record.text.slice(end, part.start);
    text += (/[\p{L}\p{N}]/u.test(between) ? ' … ' : between.replace(/\s+/g, ' ')) + record.text.slice(part.start, part.end);
    end = part.end;
  }
  return text.replace(/\s+/g, ' ');
}

function headlineOf(record) {
  const sentences = record.sentences.filter(sentence => sentence.section === 'headline');
  return sentences.length ? record.text.slice(sentences[0].start, sentences.at(-1).end).replace(/\s+/g, ' ') : '';
}

function speakerKind(record, quote) {
  if (!quote.speaker) return 'unknown';
  const entity = byId(record.entities, 'e', quote.speaker.entity);
  return entity ? entity.type : 'unnamed';
}

function countEntity(entity, article) {
  const key = entity.type + ' ' + fold(entity.name);
  let known = entities.get(key);
  if (!known) entities.set(key, known = {type: entity.type, name: entity.name, mentions: 0, articles: 0, quotes: [], counts: {direct: 0, mixed: 0, indirect: 0}});
  known.mentions += entity.mentions;
  if (known.last !== article) known.articles++;
  known.last = article;
  return known;
}

/* Which organizations a named speaker names. */
function countAbout(record, quote, speaker) {
  const named = new Set();
  for (const id of quote.mentions) {
    const entity = byId(record.entities, 'e', byId(record.mentions, 'm', id)?.entity);
    if (entity && entity.type === 'organization' && entity.name !== speaker) named.add(entity.name);
  }
  for (const name of named) {
    if (!about.has(name)) about.set(name, new Map());
    about.get(name).set(speaker, (about.get(name).get(speaker) || 0) + 1);
  }
}

function readQuote(record, article, quote, index) {
  const speaker = quote.speaker, entity = speaker && byId(record.entities, 'e', speaker.entity);
  const row = {article, index, order: quotes.length, id: quote.id, type: quote.type, text: quoteText(record, quote), speaker: speaker ? speaker.name : '',
    printed: speaker && speaker.text || '', kind: speakerKind(record, quote), description: entity && entity.description || '',
    cue: quote.cue ? quote.cue.text : '', lemma: quote.cue && quote.cue.lemma || '', negated: quote.negated, score: quote.score, source: quote.source};
  row.who = fold(row.speaker);
  row.fold = fold([row.text, row.speaker, row.printed, row.description, row.cue, article.title].join('\n'));
  quotes.push(row);
  typeCounts[row.type]++;
  if (!entity) return;
  const known = countEntity({...entity, mentions: 0}, article);
  known.quotes.push(row);
  known.counts[row.type]++;
  countAbout(record, quote, entity.name);
}

function readRecord(record, script) {
  if (record.error) return failures.push({id: textOf(record.id), ...record.error});
  const meta = record.meta || {}, id = textOf(record.id);
  const article = {number: articles.length + 1, script, id, title: textOf(meta.title) || headlineOf(record) || id || 'Untitled',
    outlet: textOf(meta.publisher) || textOf(meta.outlet) || textOf(meta.source), author: textOf(meta.author), url: textOf(meta.url), published: textOf(meta.published ?? meta.date),
    day: dayOf(meta.published ?? meta.date), first: quotes.length, length: record.text.length};
  articles.push(article);
  record.entities.forEach(entity => countEntity(entity, article));
  record.quotes.forEach((quote, index) => readQuote(record, article, quote, index));
  article.last = quotes.length;
  article.fold = fold([article.title, id, article.outlet, article.author, article.url, ...record.entities.map(entity => entity.name)].join('\n'));
}

/* Reads in slices of time, so that thousands of records do not freeze the page. */
async function readAll() {
  const all = scripts();
  let until = performance.now() + 50;
  for (let i = 0; i < all.length; i++) {
    if (performance.now() > until) {
      at('reading').textContent = `Reading the articles … ${Math.floor(100 * i / all.length)} %`;
      await new Promise(resume => setTimeout(resume));
      until = performance.now() + 50;
    }
    try { readRecord(JSON.parse(all[i].textContent), all[i]); }
    catch (error) { failures.push({id: `record ${i + 1}`, code: 'unreadable', message: error.message}); }
  }
}

/* ---- Where we are: everything is in the address behind #, so that links and the back button work ---- */

const VIEWS = {overview: showOverview, articles: showArticles, article: showArticle, quotes: showQuotes};
let state = {}, shownBefore = false;

function readState() {
  const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (!Object.hasOwn(VIEWS, given.view || '')) given.view = articles.length === 1 ? 'article' : 'overview';
  return given;
}

function replaceState(next) {
  state = next;
  try { history.replaceState(null, '', hashOf(state)); } catch { }
}

function go() {
  if (location.hash && !location.hash.includes('=')) return;
  state = readState();
  hideCard();
  for (const view in VIEWS) {
    at(view).hidden = view !== state.view;
    const tab = at('to-' + view), isCurrent = view === state.view || (view === 'articles' && state.view === 'article' && articles.length > 1);
    if (isCurrent) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  VIEWS[state.view](state);
  const title = at(state.view + '-title');
  document.title = title.textContent + (state.view === 'article' ? ' – who said what' : '');
  if (shownBefore && !state.at) {
    scrollTo({top: 0, behavior: 'instant'});
    title.focus({preventScroll: true});
  }
  shownBefore = true;
}

/* ---- Overview ---- */

const pen = document.createElement('canvas').getContext('2d');

function clip(text, width) {
  pen.font = '13px ' + getComputedStyle(document.body).fontFamily;
  if (pen.measureText(text).width <= width) return text;
  let keep = text.length;
  while (keep > 1 && pen.measureText(text.slice(0, keep) + '…').width > width) keep--;
  return text.slice(0, keep).trimEnd() + '…';
}

/* The fills that tell types apart without colour. */
function patterns() {
  const pattern = (id, size, turn, ...shapes) => svg('pattern', {id, width: size, height: size, patternUnits: 'userSpaceOnUse', patternTransform: turn}, ...shapes);
  const ground = (name, size) => svg('rect', {class: name + '-ground', width: size, height: size});
  return svg('svg', {width: 0, height: 0, class: 'unseen', 'aria-hidden': 'true'}, svg('defs', {},
    pattern('hatch', 5, 'rotate(45)', ground('hatch', 5), svg('line', {class: 'hatch-line', x1: 0, y1: 0, x2: 0, y2: 5})),
    pattern('dots', 5, null, ground('dots', 5), svg('circle', {class: 'dots-dot', cx: 2.5, cy: 2.5, r: 1.5})),
    pattern('stripes', 6, null, ground('stripes', 6), svg('line', {class: 'stripes-line', x1: 0, y1: 1.5, x2: 6, y2: 1.5}))));
}

/* A bar a row: {label, parts: [[class, number]..], href, said}. */
function drawBars(rows, width) {
  const step = 26, labels = Math.min(210, width * 0.42), room = width - labels - 46;
  const total = row => row.parts.reduce((sum, [, number]) => sum + number, 0), most = Math.max(...rows.map(total));
  return svg('svg', {width, height: rows.length * step, role: 'list'}, ...rows.map((row, i) => {
    let x = labels + 8;
    const y = i * step, bars = row.parts.filter(([, number]) => number).map(([kind, number]) => {
      const bar = svg('rect', {class: kind, x: x + 0.5, y: y + 6.5, width: Math.max(1, number / most * room - 1), height: 13});
      x += number / most * room;
      return bar;
    });
    return svg('g', {role: 'listitem'}, svg('a', {href: row.href, 'aria-label': row.said}, svg('title', {}, row.said),
      svg('text', {class: 'label', x: labels, y: y + 17, 'text-anchor': 'end'}, clip(row.label, labels)), ...bars,
      svg('text', {class: 'value', x: x + 7, y: y + 17}, total(row).toLocaleString('en'))));
  }));
}

function niceStep(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / 4)));
  return [1, 2, 5, 10].map(n => n * power).find(n => most / n <= 5) || 10 * power;
}

/* A column a day, or a month: {label, parts, href, said}. */
function drawColumns(columns, width) {
  const height = 190, left = 34, foot = 24, room = width - left, wide = room / columns.length;
  const total = column => column.parts.reduce((sum, [, number]) => sum + number, 0);
  const step = niceStep(Math.max(...columns.map(total))), top = Math.ceil(Math.max(...columns.map(total)) / step) * step, scale = (height - foot - 10) / top;
  const lines = Array.from({length: Math.round(top / step) + 1}, (_, i) => [svg('line', {class: 'axis', x1: left, x2: width, y1: height - foot - i * step * scale, y2: height - foot - i * step * scale}),
    svg('text', {class: 'value', x: left - 8, y: height - foot - i * step * scale + 4, 'text-anchor': 'end'}, (i * step).toLocaleString('en'))]).flat();
  const every = Math.ceil(columns.length * 76 / room);
  return svg('svg', {width, height, role: 'list'}, ...lines, ...columns.map((column, i) => {
    let y = height - foot;
    const bars = column.parts.filter(([, number]) => number).map(([kind, number]) => {
      y -= number * scale;
      return svg('rect', {class: kind, x: left + i * wide + Math.max(0.5, wide * 0.15), y: y + 0.5, width: Math.max(1, Math.min(wide * 0.7, 64)), height: Math.max(0.5, number * scale - 1)});
    });
    const label = i % every ? [] : [svg('text', {class: 'value', x: left + i * wide + Math.max(0.5, wide * 0.15), y: height - 6}, column.label)];
    return svg('g', {role: 'listitem'}, svg('a', {href: column.href, 'aria-label': column.said}, svg('title', {}, column.said), ...bars), ...label);
  }));
}

/* Who says something about which organization: a square a pair, the darker the more. */
function drawMatrix({speakers, names, cells, most}) {
  const step = 30, left = 170, head = 116, width = left + names.length * step + 60, height = head + speakers.length * step;
  return svg('svg', {width, height, role: 'list'},
    ...names.map((name, i) => svg('text', {transform: `translate(${left + i * step + 20} ${head - 8}) rotate(-40)`}, clip(name, 140), svg('title', {}, name))),
    ...speakers.map((name, i) => svg('text', {x: left - 8, y: head + i * step + 20, 'text-anchor': 'end'}, clip(name, left - 12))),
    ...speakers.flatMap((speaker, i) => names.map((name, j) => {
      const number = cells(speaker, name), x = left + j * step + 1, y = head + i * step + 1, said = `${speaker} on ${name}: ${count(number, 'quote')}`;
      if (!number) return svg('rect', {class: 'cell', x, y, width: step - 2, height: step - 2, 'fill-opacity': 0.05, 'aria-hidden': 'true'});
      return svg('g', {role: 'listitem'}, svg('a', {href: hashOf({view: 'quotes', speaker, q: `"${name}"`}), 'aria-label': said}, svg('title', {}, said),
        svg('rect', {class: 'cell', x, y, width: step - 2, height: step - 2, 'fill-opacity': (0.14 + 0.2 * number / most).toFixed(2)}),
        svg('text', {x: x + step / 2 - 1, y: y + 19, 'text-anchor': 'middle'}, String(number))));
    })));
}

function figure(title, draw, {wide, key, scroll} = {}) {
  const ground = el('div', {class: scroll ? 'scroll' : null});
  const box = el('figure', {class: wide ? 'chart wide' : 'chart'}, el('figcaption', {}, el('h2', {}, title), key), ground);
  box.draw = () => ground.replaceChildren(draw(Math.max(220, ground.clientWidth)));
  return box;
}

function typeKey() {
  return el('span', {class: 'key'}, ...QUOTE_TYPES.map(type => el('span', {class: 'type ' + type}, type)));
}

const partsOf = counts => QUOTE_TYPES.map(type => [type, counts[type]]);
const partsSaid = counts => QUOTE_TYPES.filter(type => counts[type]).map(type => `${counts[type]} ${type}`).join(', ');

function chartSpeakers(known) {
  const rows = known.filter(entity => entity.quotes.length).sort((a, b) => b.quotes.length - a.quotes.length).slice(0, CHART_ROWS).map(entity => ({
    label: entity.name, parts: partsOf(entity.counts), href: hashOf({view: 'quotes', speaker: entity.name}),
    said: `${entity.name}: ${count(entity.quotes.length, 'quote')} (${partsSaid(entity.counts)})`}));
  return rows.length ? figure('Most quoted', width => drawBars(rows, width), {key: typeKey()}) : null;
}

function chartNamed(known, type) {
  const rows = known.filter(entity => entity.type === type && entity.mentions).sort((a, b) => b.mentions - a.mentions).slice(0, CHART_ROWS).map(entity => ({
    label: entity.name, parts: [[type, entity.mentions]], href: hashOf({view: 'articles', q: `"${entity.name}"`}),
    said: `${entity.name}: ${count(entity.mentions, 'mention')} in ${count(entity.articles, 'article')}`}));
  return rows.length ? figure(`Most named: ${TYPES[type].toLowerCase()}`, width => drawBars(rows, width)) : null;
}

function chartTypes() {
  const rows = QUOTE_TYPES.map(type => ({label: type, parts: [[type, typeCounts[type]]], href: hashOf({view: 'quotes', type}),
    said: `${type}: ${count(typeCounts[type], 'quote')}, ${Math.round(100 * typeCounts[type] / quotes.length)} %`}));
  return quotes.length ? figure('Quotes by type', width => drawBars(rows, width)) : null;
}

/* By day; by month or year when there are too many days for a chart. */
function chartDays() {
  const days = quotes.map(row => row.article.day).filter(Boolean).sort();
  if (!days.length || days[0] === days.at(-1)) return null;
  const span = (Date.parse(days.at(-1)) - Date.parse(days[0])) / 864e5, cut = span < 93 ? 10 : span < 366 * 4 ? 7 : 4;
  const counts = new Map();
  for (let time = Date.parse(days[0]); cut === 10 && time <= Date.parse(days.at(-1)); time += 864e5) counts.set(new Date(time).toISOString().slice(0, 10), null);
  days.forEach(day => counts.set(day.slice(0, cut), {direct: 0, mixed: 0, indirect: 0}));
  quotes.forEach(row => row.article.day && counts.get(row.article.day.slice(0, cut))[row.type]++);
  const columns = Array.from(counts, ([day, found]) => ({label: cut === 10 ? shortDay(day) : day, parts: found ? partsOf(found) : [], href: hashOf({view: 'quotes', day}),
    said: `${day}: ${found ? partsSaid(found) : 'no quotes'}`}));
  return figure(`Quotes by ${{10: 'day', 7: 'month', 4: 'year'}[cut]}`, width => drawColumns(columns, width), {wide: true, key: typeKey()});
}

const shortDay = day => new Date(day + 'T00:00:00Z').toLocaleDateString('en-GB', {day: 'numeric', month: 'short', timeZone: 'UTC'});

function chartAbout() {
  const sum = counts => Array.from(counts.values()).reduce((a, b) => a + b, 0), totals = new Map();
  const top = Array.from(about).sort((a, b) => sum(b[1]) - sum(a[1])).slice(0, CHART_ROWS);
  top.forEach(([, counts]) => counts.forEach((number, speaker) => totals.set(speaker, (totals.get(speaker) || 0) + number)));
  const speakers = Array.from(totals).sort((a, b) => b[1] - a[1]).slice(0, CHART_ROWS).map(([speaker]) => speaker);
  if (top.length < 2 || speakers.length < 2) return null;
  const cells = (speaker, name) => about.get(name).get(speaker) || 0, names = top.map(([name]) => name);
  const most = Math.max(...names.flatMap(name => speakers.map(speaker => cells(speaker, name))));
  return figure('Speakers and the organizations they speak about', () => drawMatrix({speakers, names, cells, most}), {wide: true, scroll: true});
}

function showFigures(known) {
  const rows = [['articles', articles.length], ['quotes', quotes.length], ...Object.keys(TYPES).map(type => [TYPES[type].toLowerCase(), known.filter(entity => entity.type === type).length])];
  if (failures.length) rows.push(['could not be analysed', failures.length]);
  at('figures').replaceChildren(...rows.map(([name, number]) => el('div', {}, el('dt', {}, name), el('dd', {}, number.toLocaleString('en')))));
}

function showOverview() {
  if (!at('charts').children.length) {
    const known = Array.from(entities.values());
    showFigures(known);
    const charts = [chartSpeakers(known), chartNamed(known, 'person'), chartNamed(known, 'organization'), chartNamed(known, 'place'), chartTypes(), chartDays(), chartAbout()];
    at('charts').append(patterns(), ...charts.filter(Boolean));
  }
  drawCharts();
}

function drawCharts() {
  if (!at('overview').hidden) at('charts').querySelectorAll('figure').forEach(box => box.draw());
}

/* ---- The list of articles ---- */

let shownArticles = PER_PAGE;

const topSpeakers = article => {
  const counts = new Map();
  quotes.slice(article.first, article.last).forEach(row => row.kind !== 'unknown' && row.kind !== 'unnamed' && counts.set(row.speaker, (counts.get(row.speaker) || 0) + 1));
  return Array.from(counts).sort((a, b) => b[1] - a[1]).slice(0, 3).map(([name]) => name).join(', ');
};

function articleItem(article, terms) {
  const told = [article.outlet, article.day, count(article.last - article.first, 'quote')].filter(Boolean).join(' · '), speakers = topSpeakers(article);
  return el('li', {}, el('a', {class: 'title', href: hashOf({view: 'article', n: article.number})}, el('bdi', {dir: 'auto'}, ...withHits(article.title, terms))),
    el('p', {class: 'about'}, isolate(told), speakers && ' · ', speakers && isolate(speakers)));
}

function showArticles(given) {
  const terms = termsOf(given.q), found = articles.filter(article => holdsAll(article.fold, terms));
  if (at('articles-search').value !== (given.q || '')) at('articles-search').value = given.q || '';
  at('articles-status').textContent = terms.length ? `${count(found.length, 'article')} of ${articles.length.toLocaleString('en')}` : count(articles.length, 'article');
  at('articles-list').replaceChildren(...found.slice(0, shownArticles).map(article => articleItem(article, terms)));
  at('articles-more').hidden = found.length <= shownArticles;
  at('failures').replaceChildren(...(failures.length ? [failureList()] : []));
}

function failureList() {
  return el('section', {class: 'failed'}, el('h2', {}, `${count(failures.length, 'document')} could not be analysed`), el('ul', {}, ...failures.slice(0, 200).map(failure =>
    el('li', {}, isolate(failure.id), ': ', el('code', {}, isolate(failure.code)), ' ', isolate(failure.message)))));
}

/* ---- One article ---- */

let shown = null;  // {article, record, marks}

/* What is marked in the text: quotes' parts, cues, mentions, and speakers that are no mention. */
function collectSpans(record) {
  const spans = [];
  record.quotes.forEach((quote, index) => {
    quote.parts.forEach((part, i) => spans.push({start: part.start, end: part.end, rank: 0, name: `quote ${part.quoted ? 'quoted' : 'unquoted'}`, quote: index,
      number: i === quote.parts.length - 1 ? index + 1 : null}));
    if (quote.cue) spans.push({start: quote.cue.start, end: quote.cue.end, rank: 1, name: 'cue', cue: index});
  });
  record.mentions.forEach((mention, index) => spans.push({start: mention.start, end: mention.end, rank: 2, name: `mention ${mention.type || 'nobody'} ${mention.form}`, mention: index}));
  return spans.filter(span => span.end > span.start).sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank);
}

function markElement(span, goesOn) {
  return el('mark', {class: span.name, 'data-quote': span.quote, 'data-cue': span.cue, 'data-mention': span.mention,
    'data-number': goesOn ? null : span.number, tabindex: span.cue === undefined && !span.again ? -1 : null});
}

/* Text from start to end with the spans in it; what of a span goes past the end of an outer one or of the block is put back in line. */
function paintBlock(block, text, start, end, queue) {
  const open = [{node: block, end}];
  let done = start;
  const emit = to => { if (to > done) open.at(-1).node.append(text.slice(done, to)); done = Math.max(done, to); };
  const closeTo = place => { while (open.length > 1 && open.at(-1).end <= place) { emit(open.at(-1).end); open.pop(); } };
  while (queue.length && queue.at(-1).start < end) {
    const span = queue.pop();
    closeTo(span.start);
    emit(span.start);
    const last = Math.min(span.end, open.at(-1).end), goesOn = last < span.end;
    if (goesOn) putBack(queue, {...span, start: last, again: true});
    const node = markElement(span, goesOn);
    open.at(-1).node.append(node);
    open.push({node, end: last});
  }
  closeTo(end);
  emit(end);
}

/* The queue's next is its last. */
function putBack(queue, span) {
  let i = queue.length;
  while (i && (queue[i - 1].start < span.start || (queue[i - 1].start === span.start && queue[i - 1].end > span.end))) i--;
  queue.splice(i, 0, span);
}

/* Paragraphs: from the first sentence of each to the last. */
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
  const queue = collectSpans(record).reverse();
  at('text').replaceChildren(...blocksOf(record).map(block => {
    const node = el(block.section === 'headline' ? 'h2' : 'p', {class: block.section, dir: 'auto'});
    while (queue.length && queue.at(-1).end <= block.start) queue.pop();
    while (queue.length && queue.at(-1).start < block.start) putBack(queue, {...queue.pop(), start: block.start});
    paintBlock(node, record.text, block.start, block.end, queue);
    return node;
  }));
  const first = focusable()[0];
  if (first) first.tabIndex = 0;
}

const focusable = () => Array.from(at('text').querySelectorAll('[tabindex]'));

function showLegend(record) {
  const counts = {person: 0, place: 0, organization: 0};
  record.mentions.forEach(mention => mention.type in counts && counts[mention.type]++);
  const samples = Object.keys(TYPES).map(type => [type, counts[type], el('mark', {class: `mention ${type}`}, TYPES[type])]);
  samples.push(['quote', record.quotes.length, el('span', {}, el('mark', {class: 'quote quoted'}, 'quoted'), ' and ', el('mark', {class: 'quote unquoted'}, 'reported'), ' words with their ', el('mark', {class: 'cue'}, 'cue'))]);
  at('legend').replaceChildren(...samples.map(([name, number, sample]) => el('button', {type: 'button', 'aria-pressed': String(!at('text').classList.contains('hides-' + name)), click: event => {
    const hides = at('text').classList.toggle('hides-' + name);
    event.currentTarget.setAttribute('aria-pressed', String(!hides));
  }}, sample, ' ', el('span', {class: 'number'}, number.toLocaleString('en')))));
}

function listQuotes(record, article) {
  const items = quotes.slice(article.first, article.last).map((row, index) => el('li', {}, el('a', {href: hashOf({view: 'article', n: article.number, at: row.id}), click: event => {
    event.preventDefault();
    focusQuote(index);
  }}, el('span', {class: 'who'}, el('span', {class: 'number'}, index + 1), el('b', {}, row.speaker ? isolate(row.speaker) : 'Nobody known'), el('span', {class: 'type muted ' + row.type}, row.type)),
  el('q', {dir: 'auto'}, row.text))));
  return el('section', {class: 'said-section'}, el('h2', {}, 'Who said what', el('span', {}, items.length)), items.length ? el('ol', {class: 'said'}, ...items) : el('p', {class: 'muted'}, 'No quotes.'));
}

function listEntities(record, type) {
  const items = record.entities.filter(entity => entity.type === type).map(entity => el('li', {}, el('button', {type: 'button', 'aria-pressed': 'false', 'data-entity': entity.id, click: event => lightEntity(event.currentTarget, entity.id)},
    isolate(entity.name), entity.description ? el('small', {}, isolate(entity.description)) : null), el('span', {class: 'count'}, entity.mentions)));
  return items.length ? el('section', {}, el('h2', {}, TYPES[type], el('span', {}, items.length)), el('ul', {class: 'names'}, ...items)) : null;
}

function listFacts(record) {
  const facts = [['id', textOf(record.id)], ...Object.entries(record.meta || {}).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
    ['length', count(record.length, 'UTF-16 unit')], ['sentences', String(record.sentences.length)],
    ...record.warnings.map(warning => ['warning', `${warning.code} at ${warning.start}`])];
  return el('section', {}, el('details', {}, el('summary', {}, 'About this document'), el('dl', {}, ...facts.filter(([, value]) => value).flatMap(([name, value]) => [el('dt', {}, isolate(name)), el('dd', {}, webLink(value))]))));
}

function showWay(article) {
  const step = (number, text) => articles[number - 1] ? el('a', {href: hashOf({view: 'article', n: number}), title: articles[number - 1].title}, text) : null;
  at('article-way').replaceChildren(...(articles.length > 1 ? [el('a', {href: '#view=articles'}, '← All articles'),
    el('span', {}, step(article.number - 1, '‹ Previous'), step(article.number + 1, 'Next ›'))] : []));
}

function showByline(article) {
  const parts = [article.outlet && isolate(article.outlet), article.author && isolate(article.author), article.published && el('time', {dir: 'auto'}, article.published.replace(/T00:00:00Z?$/, '').replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2')),
    article.url && webLink(article.url, hostOf(article.url))];
  at('article-byline').replaceChildren(...parts.filter(Boolean).map(part => el('span', {}, part)));
}

function hostOf(address) {
  try { return new URL(address).host || address; } catch { return address; }
}

function showArticle(given) {
  const article = articles[(given.n || 1) - 1];
  if (!article) return showNoArticle();
  if (!shown || shown.article !== article) {
    const record = JSON.parse(article.script.textContent);
    shown = {article, record};
    showWay(article);
    at('article-title').textContent = article.title;
    showByline(article);
    showLegend(record);
    paintText(record);
    const opening = at('text').firstElementChild;
    if (opening && opening.className === 'headline' && opening.textContent.replace(/\s+/g, ' ') === article.title) opening.classList.add('unseen');
    at('side').replaceChildren(listQuotes(record, article), ...Object.keys(TYPES).map(type => listEntities(record, type)).filter(Boolean), listFacts(record));
  }
  if (given.at) focusQuote(given.at.slice(1) - 1);
}

function showNoArticle() {
  shown = null;
  at('article-title').textContent = articles.length ? 'There is no such article' : 'There are no articles';
  for (const id of ['article-way', 'article-byline', 'legend', 'text', 'side']) at(id).replaceChildren();
  if (failures.length) at('side').append(failureList());
}

/* ---- Marks: pointing at one, or walking from one to the next, shows its card ---- */

let cardFor = null, leaving = 0;

const within = (name, value) => Array.from(at('text').querySelectorAll(`[data-${name}="${value}"]`));

function focusMark(mark) {
  for (const other of at('text').querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
  mark.tabIndex = 0;
  mark.focus({preventScroll: true});
  mark.scrollIntoView({block: 'center'});
}

function focusQuote(index) {
  const mark = within('quote', index).find(found => found.hasAttribute('tabindex'));
  if (mark) focusMark(mark);
}

function walkMarks(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || !event.target.matches('mark')) return;
  const marks = focusable(), here = marks.indexOf(event.target);
  const to = {ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: marks.length - 1}[event.key];
  if (to === undefined) return;
  event.preventDefault();
  if (marks[to]) focusMark(marks[to]);
}

function lightEntity(button, id) {
  const lights = button.getAttribute('aria-pressed') !== 'true';
  document.querySelectorAll('.lit').forEach(mark => mark.classList.remove('lit'));
  at('side').querySelectorAll('[aria-pressed=true]').forEach(other => other.setAttribute('aria-pressed', 'false'));
  if (!lights) return;
  button.setAttribute('aria-pressed', 'true');
  const marks = shown.record.mentions.flatMap((mention, index) => mention.entity === id ? within('mention', index) : []);
  marks.forEach(mark => mark.classList.add('lit'));
  if (marks[0]) marks[0].scrollIntoView({block: 'center'});
}

const score = value => value.toFixed(2);
const rows = (...pairs) => el('dl', {}, ...pairs.filter(pair => pair && pair[1]).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, ...[value].flat())]));
const why = source => ['why', source.split(', ').map(reason => el('code', {}, isolate(reason)))];

function idLink(scheme, value) {
  const [shape, address] = Object.hasOwn(ID_PAGES, scheme) ? ID_PAGES[scheme] : [/^$/, ''];
  return el('div', {}, isolate(scheme), ' ', shape.test(value) ? webLink(address + value, value) : isolate(value));
}

function mentionCard(mention) {
  const entity = byId(shown.record.entities, 'e', mention.entity), said = entity && quotes.slice(shown.article.first, shown.article.last).filter(row => row.speaker === entity.name).length;
  return el('section', {}, el('p', {class: 'kind'}, el('span', {}, `${ONE[mention.type] || 'Speaker'}${mention.form === 'name' ? '' : ', ' + mention.form}`), el('span', {}, 'score ' + score(mention.score))),
    el('h3', {}, isolate(entity ? entity.name : mention.text)),
    rows(entity && mention.text !== entity.name && ['printed', isolate(`“${mention.text}”`)], entity && ['is', entity.description && isolate(entity.description)],
      entity && entity.aliases.length && ['also', isolate(entity.aliases.join(', '))], entity && Object.keys(entity.ids).length && ['id', Object.entries(entity.ids).map(pair => idLink(...pair))],
      entity && ['here', [count(entity.mentions, 'mention'), said ? [', ', el('a', {href: hashOf({view: 'quotes', speaker: entity.name})}, count(said, 'quote'))] : ''].flat().filter(Boolean)],
      !entity && ['is', 'not named'], why(mention.source)));
}

function quoteCard(quote) {
  const speaker = quote.speaker;
  return el('section', {}, el('p', {class: 'kind'}, el('span', {class: 'type ' + quote.type}, `${quote.type} quote`), el('span', {}, 'score ' + score(quote.score))),
    el('h3', {}, speaker ? isolate(speaker.name) : 'Nobody known'),
    rows(speaker && ['speaker', [speaker.text && speaker.text !== speaker.name ? isolate(`“${speaker.text}”, `) : '', HOW[speaker.how]].filter(Boolean)],
      ['cue', quote.cue ? [isolate(`“${quote.cue.text}”`), quote.cue.lemma && quote.cue.lemma !== quote.cue.text ? isolate(` (${quote.cue.lemma})`) : ''].filter(Boolean) : 'none'],
      quote.negated && ['negated', 'yes: not said'], why(quote.source)));
}

/* The marks around an element, innermost first. */
function marksAround(element) {
  const marks = [];
  for (let node = element; node && node !== at('text'); node = node.parentElement) if (node.matches('[data-mention], [data-quote], [data-cue]')) marks.push(node);
  return marks;
}

function showCard(mark) {
  clearTimeout(leaving);
  if (cardFor === mark) return;
  hideCard();
  cardFor = mark;
  const marks = marksAround(mark), mention = marks.find(node => node.dataset.mention), quoteMark = marks.find(node => node.dataset.quote || node.dataset.cue);
  const index = quoteMark && (quoteMark.dataset.quote ?? quoteMark.dataset.cue), card = at('card');
  card.replaceChildren(...(mention ? [mentionCard(shown.record.mentions[mention.dataset.mention])] : []), ...(index ? [quoteCard(shown.record.quotes[index])] : []));
  if (index) activate(index);
  mark.setAttribute('aria-describedby', 'card');
  card.hidden = false;
  placeCard(card, mark);
}

/* The quote, its cue and its speaker stand out together. */
function activate(index) {
  const speaker = shown.record.quotes[index].speaker;
  const marks = [...within('quote', index), ...within('cue', index), ...(speaker && speaker.mention ? within('mention', speaker.mention.slice(1) - 1) : [])];
  marks.forEach(mark => mark.classList.add('active'));
}

function placeCard(card, mark) {
  for (const side of ["top", "left"]) card.style[side] = "";
  const box = mark.getClientRects()[0], room = document.documentElement.clientWidth;
  if (!box || getComputedStyle(card).position === 'fixed') return;
  const page = card.offsetParent.getBoundingClientRect();
  const below = box.bottom + card.offsetHeight + 12 < innerHeight || box.top < card.offsetHeight + 12;
  const lowest = below ? mark.getClientRects()[mark.getClientRects().length > 3 ? 0 : mark.getClientRects().length - 1].bottom + 8 : box.top - card.offsetHeight - 8;
  card.style.top = `${lowest - page.top}px`;
  card.style.left = `${Math.max(8, Math.min(box.left, room - card.offsetWidth - 16)) - page.left}px`;
}

function hideCard() {
  clearTimeout(leaving);
  at('card').hidden = true;
  if (!cardFor) return;
  cardFor.removeAttribute('aria-describedby');
  cardFor = null;
  at('text').querySelectorAll('.active').forEach(mark => mark.classList.remove('active'));
}

const leaveSoon = () => { clearTimeout(leaving); leaving = setTimeout(hideCard, 250); };

function listenToMarks() {
  const text = at('text'), card = at('card'), markOf = target => target.closest('[data-mention], [data-quote], [data-cue]');
  text.addEventListener('mouseover', event => { const mark = markOf(event.target); if (mark) showCard(mark); else leaveSoon(); });
  text.addEventListener('mouseleave', leaveSoon);
  text.addEventListener('click', event => { const mark = markOf(event.target); if (mark) showCard(mark); });
  text.addEventListener('focusin', event => showCard(event.target));
  text.addEventListener('keydown', walkMarks);
  card.addEventListener('mouseover', () => clearTimeout(leaving));
  card.addEventListener('mouseleave', leaveSoon);
  at('article').addEventListener('focusout', event => { if (!text.contains(event.relatedTarget) && !card.contains(event.relatedTarget)) leaveSoon(); });
  document.addEventListener('keydown', event => { if (event.key === 'Escape') hideCard(); });
  document.addEventListener('click', event => { if (!text.contains(event.target) && !card.contains(event.target)) hideCard(); });
}

/* ---- The table ---- */

const COLUMNS = {  // name: [title, class, ascending first, comparison]
  quote: ['Quote', 'quote-text', (a, b) => order.compare(a.text, b.text)],
  speaker: ['Speaker', 'who', (a, b) => !a.speaker - !b.speaker || order.compare(a.speaker, b.speaker)],
  cue: ['Cue', 'cue-word', (a, b) => !a.lemma - !b.lemma || order.compare(a.lemma, b.lemma)],
  type: ['Type', 'kind', (a, b) => QUOTE_TYPES.indexOf(a.type) - QUOTE_TYPES.indexOf(b.type)],
  article: ['Article', 'title', (a, b) => a.article.number - b.article.number],
  date: ['Date', 'date', (a, b) => (a.article.day > b.article.day) - (a.article.day < b.article.day)],
  score: ['Score', 'score', (a, b) => a.score - b.score],
};
const order = new Intl.Collator('en', {numeric: true});
let sorted = {by: '', rows: quotes}, found = [];

/* All quotes in the asked-for order, kept until another is asked for. */
function sortQuotes(by = '') {
  if (sorted.by === by) return sorted.rows;
  const name = by.replace('-', ''), compare = Object.hasOwn(COLUMNS, name) ? COLUMNS[name][2] : null, sign = by.endsWith('-') ? -1 : 1;
  sorted = {by, rows: compare ? quotes.slice().sort((a, b) => sign * compare(a, b) || a.order - b.order) : quotes};
  return sorted.rows;
}

/* A whole speaker's name finds that speaker, a part of a name all who bear it. */
function speakerTest(speaker) {
  const who = fold(speaker || '').trim();
  if (!who) return () => true;
  return quotes.some(row => row.who === who) ? row => row.who === who : row => row.who.includes(who);
}

function findQuotes(given) {
  const terms = termsOf(given.q), isSpeaker = speakerTest(given.speaker), types = given.type ? given.type.split(',') : QUOTE_TYPES, least = Number(given.score || 0), by = given.by || 'all';
  return sortQuotes(given.sort).filter(row => (by === 'all' || row.kind === by) && row.score >= least && types.includes(row.type) && (!given.day || row.article.day.startsWith(given.day)) &&
    (!given.n || row.article.number === Number(given.n)) && isSpeaker(row) && holdsAll(row.fold, terms));
}

function quoteCells(row, terms) {
  const speaker = row.speaker ? el('a', {href: hashOf({view: 'quotes', speaker: row.speaker})}, el('bdi', {dir: 'auto'}, ...withHits(row.speaker, terms))) : el('span', {class: 'muted'}, 'nobody known');
  return {
    quote: [el('a', {href: hashOf({view: 'article', n: row.article.number, at: row.id}), dir: 'auto', class: 'isolate'}, ...withHits(row.text, terms))],
    speaker: [speaker, row.description || row.printed && row.printed !== row.speaker ? el('small', {}, isolate(row.description || `“${row.printed}”`)) : null],
    cue: [row.negated ? el('span', {class: 'negated', title: 'negated'}, 'not: ') : null, row.cue ? isolate(row.cue) : null],
    type: [el('span', {class: 'type ' + row.type}, row.type)],
    article: [el('a', {href: hashOf({view: 'article', n: row.article.number})}, isolate(row.article.title)), row.article.outlet ? el('small', {}, isolate(row.article.outlet)) : null],
    date: [row.article.day ? el('time', {}, row.article.day) : null],
    score: [score(row.score)],
  };
}

const shownColumns = () => Object.keys(COLUMNS).filter(name => (name !== 'article' || articles.length > 1) && (name !== 'date' || articles.some(article => article.day)));

function quoteRow(row, terms, names) {
  const cells = quoteCells(row, terms);
  return el('tr', {}, ...names.map(name => el('td', {class: COLUMNS[name][1]}, ...cells[name])));
}

function showRows(from, to) {
  const terms = termsOf(state.q), names = shownColumns();
  at('rows').replaceChildren(...found.slice(from, to).map(row => quoteRow(row, terms, names)));
}

function showQuotes(given) {
  found = findQuotes(given);
  const last = Math.max(1, Math.ceil(found.length / PER_PAGE)), page = Math.min(last, Math.max(1, Number(given.page) || 1)), from = (page - 1) * PER_PAGE;
  showFilters(given);
  showConditions(given);
  at('columns').replaceChildren(...shownColumns().map(name => columnHead(name, given.sort || '')));
  const place = found.length > PER_PAGE ? `${(from + 1).toLocaleString('en')}–${Math.min(found.length, from + PER_PAGE).toLocaleString('en')} of ` : '';
  const all = found.length < quotes.length ? ` (${quotes.length.toLocaleString('en')} in all)` : '';
  at('quotes-status').textContent = found.length ? place + count(found.length, 'quote') + all : `No quote fits${all}.`;
  at('csv').disabled = at('json').disabled = !found.length;
  showRows(from, from + PER_PAGE);
  showPages(page, last);
}

/* A click sorts, another turns the order round, a third goes back to the order of the text. */
function columnHead(name, sort) {
  const now = sort === name ? 'ascending' : sort === name + '-' ? 'descending' : 'none', first = name === 'score' || name === 'date' ? name + '-' : name, second = first === name ? name + '-' : name;
  const next = sort === first ? second : sort === second ? '' : first;
  return el('th', {scope: 'col', class: COLUMNS[name][1], 'aria-sort': now}, el('button', {type: 'button', click: () => {
    change({sort: next, page: ''});
    at('columns').querySelectorAll('button')[shownColumns().indexOf(name)].focus();
  }}, COLUMNS[name][0]));
}

function showPages(page, last) {
  const step = (to, text) => el('button', {type: 'button', disabled: to < 1 || to > last, click: () => { change({page: to > 1 ? String(to) : ''}); at('quotes-title').scrollIntoView(); }}, text);
  at('pages').replaceChildren(...(last > 1 ? [step(page - 1, '‹ Previous'), `Page ${page} of ${last}`, step(page + 1, 'Next ›')] : []));
}

/* What is asked for and has no field of its own. */
function showConditions(given) {
  const chips = [given.day && ['day', `day ${given.day}`], given.n && ['n', articles[given.n - 1] ? articles[given.n - 1].title : 'no such article']].filter(Boolean);
  const chip = ([name, text]) => el('button', {type: 'button', title: 'Take this condition away', click: () => change({[name]: '', page: ''})}, isolate(text), ' ×');
  const any = ['q', 'speaker', 'by', 'type', 'score', 'day', 'n'].some(name => given[name]);
  at('conditions').replaceChildren(...chips.map(chip), ...(any ? [el('button', {type: 'button', click: () => { replaceState({view: 'quotes', sort: state.sort}); showQuotes(state); at('search').focus(); }}, 'Show all')] : []));
}

function showFilters(given) {
  for (const [id, value] of [['search', given.q || ''], ['speaker', given.speaker || ''], ['by', given.by || 'all'], ['score', given.score || '0']]) {
    if (at(id).value !== value) at(id).value = value;
  }
  for (const button of at('types').querySelectorAll('button')) button.setAttribute('aria-pressed', String((given.type || QUOTE_TYPES.join()).split(',').includes(button.value)));
}

function change(changes) {
  replaceState({...state, ...changes});
  showQuotes(state);
}

/* All three, or those that are pressed; the last one cannot be let go. */
function toggleType(type) {
  const now = state.type ? state.type.split(',') : QUOTE_TYPES, next = QUOTE_TYPES.filter(other => now.includes(other) !== (other === type));
  change({type: next.length === 3 || !next.length ? '' : next.join(), page: ''});
}

function prepareFilters() {
  at('by').append(...Object.entries(BY).map(([value, text]) => el('option', {value}, text)));
  at('score').append(...[0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95].map(value => el('option', {value}, value ? value.toFixed(2) : 'any')));
  at('types').append(el('div', {}, ...QUOTE_TYPES.map(type => el('button', {type: 'button', class: 'toggle', value: type, click: () => toggleType(type)}, type))));
  const speakers = Array.from(entities.values()).filter(entity => entity.quotes.length).sort((a, b) => b.quotes.length - a.quotes.length).slice(0, MOST_SUGGESTED);
  at('speakers').append(...speakers.map(entity => el('option', {value: entity.name}, count(entity.quotes.length, 'quote'))));
  at('search').addEventListener('input', event => change({q: event.target.value, page: ''}));
  at('speaker').addEventListener('input', event => change({speaker: event.target.value, page: ''}));
  at('by').addEventListener('change', event => change({by: event.target.value === 'all' ? '' : event.target.value, page: ''}));
  at('score').addEventListener('change', event => change({score: event.target.value === '0' ? '' : event.target.value, page: ''}));
  at('csv').addEventListener('click', () => save('who-said-what.csv', 'text/csv', '\ufeff' + toCsv(found)));
  at('json').addEventListener('click', () => save('who-said-what.json', 'application/json', JSON.stringify(found.map(exportRow), null, 1) + '\n'));
}

/* ---- Export ---- */

function exportRow(row) {
  return {document: row.article.id, url: row.article.url, title: row.article.title, published: row.article.published, id: row.id, quote: row.text, type: row.type,
    speaker: row.speaker, speaker_printed: row.printed, speaker_type: row.kind, description: row.description, cue: row.cue, cue_lemma: row.lemma,
    negated: row.negated, score: row.score, source: row.source};
}

/* RFC 4180, and nothing that a spreadsheet would run. */
function csvCell(value) {
  const text = String(value), safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function toCsv(rowsFound) {
  const table = rowsFound.map(exportRow);
  return [Object.keys(table[0]), ...table.map(Object.values)].map(cells => cells.map(csvCell).join(',') + '\r\n').join('');
}

function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], {type}));
  el('a', {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/* ---- Start ---- */

function listen() {
  listenToMarks();
  document.querySelectorAll('form').forEach(form => form.addEventListener('submit', event => event.preventDefault()));
  at('articles-search').addEventListener('input', event => { shownArticles = PER_PAGE; replaceState({...state, q: event.target.value}); showArticles(state); });
  at('articles-more').addEventListener('click', () => { shownArticles += 4 * PER_PAGE; showArticles(state); });
  document.querySelector('.skip').addEventListener('click', event => { event.preventDefault(); at('main').focus(); });
  addEventListener('hashchange', go);
  addEventListener('resize', () => { hideCard(); drawCharts(); });
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
