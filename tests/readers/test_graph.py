"""test_graph.py: the knowledge graph as rapper, rdflib and networkx see it, and the files for Neo4j by their own rules."""
import csv, os, re, subprocess
import networkx
from rdflib import Dataset, Namespace, RDF, URIRef
import samples

SCHEMA, OA, OWN = Namespace('http://schema.org/'), Namespace('http://www.w3.org/ns/oa#'), Namespace('urn:whosaid:term:')
CLASSES = {'person': SCHEMA.Person, 'place': SCHEMA.Place, 'organization': SCHEMA.Organization}


def read_quads(folder, name, format):
    dataset = Dataset(default_union=True)
    dataset.parse(folder.path(name), format=format)
    return dataset


def quads_of(dataset): return {(s, p, o, getattr(g, 'identifier', g)) for s, p, o, g in dataset.quads()}


def edges(dataset, term, source=None):
    return {(str(s), str(o)) for s, _, o, _ in dataset.quads((None, term, None, None)) if source is None or (s, RDF.type, source) in dataset}


def test_rapper_reads_every_quad(folder, expected):
    data = folder.read('out.nquads')
    done = subprocess.run(['rapper', '-q', '-i', 'nquads', '-o', 'nquads', folder.path('out.nquads')], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 0 and not done.stderr, done.stderr[:400]
    assert done.stdout.count(b'\n') == data.count(b'\n')


def test_graph_has_the_nodes_and_edges_of_the_records(folder, expected):
    dataset = read_quads(folder, 'out.nquads', 'nquads')
    assert len(quads_of(dataset)) == folder.read('out.nquads').count(b'\n')
    of = lambda *types: {str(s) for type in types for s, _, _, _ in dataset.quads((None, RDF.type, type, None))}
    assert of(SCHEMA.Quotation) == set(expected.quotes)
    assert of(SCHEMA.Article) == set(expected.documents)
    assert of(*CLASSES.values()) == set(expected.entities)
    assert {(speaker, said) for said, speaker in edges(dataset, SCHEMA.spokenByCharacter)} == expected.said
    assert edges(dataset, SCHEMA.mentions, SCHEMA.Article) == expected.mentions
    assert edges(dataset, SCHEMA.mentions, SCHEMA.Quotation) == expected.within
    assert {str(graph.identifier) for graph in dataset.graphs() if len(graph)} == set(expected.documents)
    for node, said in expected.quotes.items(): assert str(dataset.value(URIRef(node), SCHEMA.text)) == said['spoken']


def test_evidence_points_to_the_text(folder, expected):
    dataset = read_quads(folder, 'out.nquads', 'nquads')
    for iri, (record, envelope) in expected.documents.items():
        text = envelope['text']
        for said in record['quotes']:
            annotation = dataset.value(predicate=OA.hasBody, object=URIRef(samples.part(iri, said['id'])))
            target = dataset.value(annotation, OA.hasTarget)
            assert str(dataset.value(target, OA.hasSource)) == iri
            position, words = sorted(dataset.objects(target, OA.hasSelector))
            start, end = (int(dataset.value(position, term)) for term in (OA.start, OA.end))
            exact, prefix, suffix = (str(dataset.value(words, term) or '') for term in (OA.exact, OA.prefix, OA.suffix))
            assert text[start:end] == exact and text[:start].endswith(prefix) and text[end:].startswith(suffix)
            assert len(prefix) == min(start, 100) and len(suffix) == min(len(text) - end, 100)


def test_jsonld_is_the_same_graph(folder, expected):
    assert quads_of(read_quads(folder, 'out.jsonld', 'json-ld')) == quads_of(read_quads(folder, 'out.nquads', 'nquads'))


def test_names_join_when_asked_and_the_graph_says_so(folder, expected):
    merged = samples.Expected(expected.records, expected.envelopes, merge=True)
    assert len(merged.entities) < len(expected.entities)
    dataset = Dataset(default_union=True)
    dataset.parse(data=samples.run('--to', 'nquads', '--merge', 'name', folder.path('in.jsonl')), format='nquads')
    joined = {str(s): str(o) for s, _, o, _ in dataset.quads((None, OWN.joinedBy, None, None))}
    assert {(speaker, said) for said, speaker in edges(dataset, SCHEMA.spokenByCharacter)} == merged.said
    for node, entity in merged.entities.items():
        by = 'id' if entity['ids'] else 'name' if entity['type'] != 'place' else None
        assert joined.get(node) == by
    assert len(list(dataset.subjects(SCHEMA.name, None))) >= len(merged.entities)


# ---- Neo4j ----

def read_neo4j(path):
    tables = {}
    for name in os.listdir(path):
        if name.endswith('.csv'): tables[name[:-4]] = list(csv.reader(open(os.path.join(path, name), encoding='utf8', newline='')))
    return tables


def check_neo4j(path, expected):
    """Unique ids in each space, no edge into the void, whole rows, known types; the nodes and edges of the records."""
    tables, ids = read_neo4j(path), {}
    for table in tables.values():
        assert all(len(row) == len(table[0]) for row in table)
        if space := re.fullmatch(r'id:ID\((\w+)\)', table[0][0]):
            ids[space[1]] = {row[0] for row in table[1:]}
            assert len(ids[space[1]]) == len(table) - 1
    for table in tables.values():
        for column, name in enumerate(table[0]):
            if space := re.fullmatch(r':(?:START|END)_ID\((\w+)\)', name): assert {row[column] for row in table[1:]} <= ids[space[1]]
    edges = {name: [(row[0], row[1]) for row in tables[name][1:]] for name in ('said', 'in', 'mentions', 'quotation_mentions')}
    assert all(len(set(pairs)) == len(pairs) for pairs in edges.values())
    assert (ids['Document'], ids['Entity'], ids['Quotation']) == (set(expected.documents), set(expected.entities), set(expected.quotes))
    assert set(edges['said']) == expected.said and set(edges['mentions']) == expected.mentions and set(edges['quotation_mentions']) == expected.within
    assert {quote for quote, _ in edges['in']} == ids['Quotation']
    for row in tables['quotations'][1:]:
        said = expected.quotes[row[0]]
        assert row[2] == said['spoken'] and row[4] == ((said['speaker'] or {}).get('name') or '')
    for row in tables['entities'][1:]:
        assert row[1] == 'Entity;' + expected.entities[row[0]]['type'].capitalize() and row[2] == expected.entities[row[0]]['name']


def test_neo4j_files_have_unique_ids_and_no_dangling_edges(folder, expected): check_neo4j(folder.path('out.neo4j'), expected)


def test_neo4j_joins_names_and_leaves_out_what_comes_twice(folder, expected):
    merged = samples.Expected(expected.records, expected.envelopes, merge=True)
    samples.run('--to', 'neo4j', '--merge', 'name', '-o', folder.path('merged'), folder.path('in.jsonl'), folder.path('in.jsonl'))
    check_neo4j(folder.path('merged'), merged)


def test_cypher_script_names_the_columns_that_are_there(folder, expected):
    script = folder.read('out.neo4j/load.cypher').decode()
    for block in script.split('\n\n')[1:]:
        name = re.search(r"file:///(\w+)\.csv", block)[1]
        header = read_neo4j(folder.path('out.neo4j'))[name][0]
        used = {first or second for first, second in re.findall(r'row\.(?:`([^`]+)`|(\w+))', block)}
        assert used <= set(header) and len(used) >= len(header) - 1, (name, set(header) - used)


# ---- GraphML ----

def check_graphml(path, expected):
    graph = networkx.read_graphml(path)
    assert set(graph.nodes) == set(expected.entities)
    found = {kind: {} for kind in ('co-mention', 'said-about')}
    for source, target, edge in graph.edges(data=True): found[edge['kind']][source, target] = edge['weight']
    assert found['co-mention'] == expected.met
    assert found['said-about'] == expected.about
    return graph


def test_graphml_has_the_nodes_and_edges_of_the_records(folder, expected):
    graph = check_graphml(folder.path('out.graphml'), expected)
    assert sum(quotes for _, quotes in graph.nodes(data='quotes')) == len(expected.said)
    for node, entity in expected.entities.items():
        assert graph.nodes[node]['type'] == entity['type'] and graph.nodes[node]['label'] == re.sub('[\x00-\x08\x0b\x0c\x0e-\x1f]', '\ufffd', entity['name'])


def test_graphml_joins_names_and_counts_a_document_once(folder, expected):
    merged = samples.Expected(expected.records, expected.envelopes, merge=True)
    samples.run('--to', 'graphml', '--merge', 'name', '-o', folder.path('merged.graphml'), folder.path('in.jsonl'), folder.path('in.jsonl'))
    check_graphml(folder.path('merged.graphml'), merged)
