#!/usr/bin/env python3
"""whosaid-spark: JSON Lines of any size -> records and flat tables, on an Apache Spark cluster.

  spark-submit --master MASTER whosaid_spark.py INPUT OUTPUT [--format jsonl|parquet] [--program FILE] [--gazetteers DIR]..

INPUT is a file, folder or pattern of JSON Lines, {"id", "text", …} a line, plain or gzip, that every worker can read. OUTPUT is a folder
that is not there yet:

  OUTPUT/records    a record or error record for each line of the input (whosaid.document/1, whosaid.error/1): text, or with
                    --format parquet a row (id, failed, record)
  OUTPUT/quotes     who said what: a row for each quote, Parquet
  OUTPUT/mentions   a row for each mention, Parquet

Each partition is piped through the program, which goes to the workers together with its data and the libraries it is linked to: they
need nothing but Python and a C library. A bad line gives an error record in its place; a lost worker's partitions are done again and give the
same bytes.
"""
import argparse, os, re, subprocess, sys, tarfile, tempfile, threading

from pyspark import SparkFiles
from pyspark.sql import SparkSession, functions as f
from pyspark.sql.types import ArrayType, BooleanType, DoubleType, IntegerType, StringType, StructField, StructType

BUNDLE = 'whosaid-bundle'
NOT_SHIPPED = re.compile(r'(ld-linux|libc|libm|libpthread|libdl|librt)[-.\d]')


def struct(**fields): return StructType([StructField(name, type) for name, type in fields.items()])


WHOLE, WORDS, NUMBER, TRUTH = IntegerType(), StringType(), DoubleType(), BooleanType()
RECORD = struct(
    schema=WORDS, id=WORDS,
    meta=struct(url=WORDS, title=WORDS, published=WORDS),
    entities=ArrayType(struct(id=WORDS, type=WORDS, name=WORDS, description=WORDS)),
    mentions=ArrayType(struct(id=WORDS, entity=WORDS, type=WORDS, form=WORDS, text=WORDS, start=WHOLE, end=WHOLE, sentence=WHOLE, quote=WORDS,
                              score=NUMBER, source=WORDS)),
    quotes=ArrayType(struct(id=WORDS, type=WORDS, text=WORDS, start=WHOLE, end=WHOLE, parts=ArrayType(struct(start=WHOLE, end=WHOLE)),
                            cue=struct(text=WORDS, lemma=WORDS), speaker=struct(entity=WORDS, name=WORDS, text=WORDS, how=WORDS),
                            sentence=WHOLE, negated=TRUTH, score=NUMBER, source=WORDS)),
    error=struct(code=WORDS))


# ---- What goes to the workers -------------------------------------------------------------------------------------------

def find_linked(program):
    listed = subprocess.run(['ldd', program], check=True, capture_output=True, encoding='utf8').stdout
    return {name: path for name, path in re.findall(r'(\S+) => (/\S+)', listed) if not NOT_SHIPPED.match(name)}


def find_data(program):
    folder = os.path.dirname(os.path.realpath(program))
    beside = [os.environ.get('WHOSAID_DATA', ''), f'{folder}/../gazetteers', f'{folder}/../share/whosaid']
    return next((data for data in beside if os.path.isdir(data)), None) or sys.exit('whosaid-spark: no data beside the program; set WHOSAID_DATA')


def pack(program, gazetteers, archive):
    """The program, its libraries, its data with the compiled image, and lists of one's own, as a tar archive."""
    data, image = find_data(program), os.path.join(os.path.dirname(os.path.realpath(program)), 'whosaid.image')
    with tarfile.open(archive, 'w:gz', compresslevel=1) as tar:
        tar.add(os.path.realpath(program), 'bin/whosaid')
        tar.add(data, 'share/whosaid', filter=lambda member: None if member.name == 'share/whosaid/build' else member)
        if os.path.exists(image): tar.add(image, 'share/whosaid/whosaid.image')
        for name, path in find_linked(program).items(): tar.add(os.path.realpath(path), f'lib/{name}')
        for i, folder in enumerate(gazetteers): tar.add(folder, f'gazetteers/{i}')


# ---- On a worker --------------------------------------------------------------------------------------------------------

def feed(lines, pipe, failures):
    try:
        with pipe:
            for line in lines: pipe.write(line.encode() + b'\n')
    except Exception as failure:  # told by the thread that reads
        failures.append(failure)


def analyze(lines, added):
    """A line of output for each line of input."""
    bundle = SparkFiles.get(BUNDLE)
    command = [f'{bundle}/bin/whosaid', '--from', 'jsonl', '--to', 'jsonl', '--quiet', '--data', f'{bundle}/share/whosaid']
    for i in range(added): command += ['--gazetteers', f'{bundle}/gazetteers/{i}']
    environment = dict(os.environ, LD_LIBRARY_PATH=f'{bundle}/lib', WHOSAID_CACHE=f'{bundle}/cache' if added else '')
    program, failures = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment), []
    feeder = threading.Thread(target=feed, args=(lines, program.stdin, failures), daemon=True)
    feeder.start()
    for line in program.stdout: yield line.decode().rstrip('\n')
    feeder.join()
    if status := program.wait(): raise RuntimeError(f'whosaid ended with status {status}')
    if failures: raise failures[0]


# ---- On the driver ------------------------------------------------------------------------------------------------------

def parse(records): return records.withColumn('parsed', f.from_json('record', RECORD))


def write_records(spark, arguments):
    added, folder = len(arguments.gazetteers), f'{arguments.output}/records'
    lines = spark.sparkContext.textFile(arguments.input, arguments.partitions or None)
    records = lines.mapPartitions(lambda part: analyze(part, added)).map(lambda record: (record,)).toDF(struct(record=WORDS))
    if arguments.format == 'jsonl': records.write.text(folder)
    else: parse(records).select('parsed.id', f.col('parsed.error').isNotNull().alias('failed'), 'record').write.parquet(folder)


def read_records(spark, arguments):
    folder = f'{arguments.output}/records'
    records = spark.read.text(folder).withColumnRenamed('value', 'record') if arguments.format == 'jsonl' else spark.read.parquet(folder)
    return parse(records.select('record')).select('parsed.*').where('error is null')


# The quote without the paper's words between its parts: “It leaks,” he said. “It always did.” -> It leaks, … It always did.
SPOKEN = r'''array_join(transform(quote.parts, (part, i) -> concat(
  if(i = 0, '', regexp_replace(substring(quote.text, quote.parts[i - 1].`end` - quote.start + 1, part.start - quote.parts[i - 1].`end`),
                               '(?s)^.*[\\p{L}\\p{N}].*$', ' … ')),
  substring(quote.text, part.start - quote.start + 1, part.`end` - part.start))), '')'''


def write_quotes(records, folder):
    entity = f.expr('filter(entities, entity -> entity.id = quote.speaker.entity)')[0]
    records.select('id', 'meta', 'entities', f.explode('quotes').alias('quote')).withColumn('entity', entity).select(
        f.col('id').alias('document'), 'meta.url', 'meta.title', 'meta.published', f.expr(SPOKEN).alias('quote'), 'quote.type',
        f.col('quote.speaker.name').alias('speaker'), f.col('quote.speaker.text').alias('speaker_text'),
        f.col('quote.speaker.how').alias('speaker_how'), f.col('entity.type').alias('speaker_type'),
        f.col('entity.description').alias('speaker_description'), f.col('quote.cue.text').alias('cue'), f.col('quote.cue.lemma').alias('cue_lemma'),
        'quote.negated', 'quote.score', 'quote.source', 'quote.start', 'quote.end', 'quote.sentence').write.parquet(folder)


def write_mentions(records, folder):
    entity = f.expr('filter(entities, entity -> entity.id = mention.entity)')[0]
    records.select('id', 'entities', f.explode('mentions').alias('mention')).withColumn('entity', entity).select(
        f.col('id').alias('document'), f.col('entity.name').alias('entity'), 'mention.type', 'mention.form', 'mention.text', 'mention.start',
        'mention.end', 'mention.sentence', 'mention.quote', 'mention.score', 'mention.source').write.parquet(folder)


def read_arguments():
    parser = argparse.ArgumentParser(prog='whosaid-spark', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('input')
    parser.add_argument('output')
    parser.add_argument('--format', choices=['jsonl', 'parquet'], default='jsonl')
    parser.add_argument('--program', default='whosaid', help='the program to ship (default: the one in PATH)')
    parser.add_argument('--gazetteers', action='append', default=[], metavar='DIR', help='lists and rules of your own; may be given more than once')
    parser.add_argument('--partitions', type=int, default=0, help='at least so many (default: as Spark splits the input)')
    arguments = parser.parse_args()
    found = subprocess.run(['sh', '-c', 'command -v "$0"', arguments.program], capture_output=True, encoding='utf8').stdout.strip()
    arguments.program = found or parser.error(f'{arguments.program}: no such program; name it with --program')
    return arguments


def main():
    arguments = read_arguments()
    spark = SparkSession.builder.appName('whosaid').getOrCreate()
    with tempfile.TemporaryDirectory() as folder:
        archive = os.path.join(folder, f'{BUNDLE}.tar.gz')
        pack(arguments.program, arguments.gazetteers, archive)
        spark.sparkContext.addArchive(f'{archive}#{BUNDLE}')
        write_records(spark, arguments)
        records = read_records(spark, arguments)
        write_quotes(records, f'{arguments.output}/quotes')
        write_mentions(records, f'{arguments.output}/mentions')
    spark.stop()


if __name__ == '__main__': main()
