"""stories: articles of the project's own writing, about places and people that do not exist, to be set in pages."""
import itertools

PLACES = [('Wexcombe', 'Tarle', 'Marsden Ferry'), ('Port Hallow', 'Essel', 'North Quay'), ('Bellmoor', 'Ashwater', 'Canner Street'), ('Stanyard', 'Lune', 'Holloway Park')]
PEOPLE = [('Ruth Calloway', 'Daniel Osei', 'Meera Nair', 'Tom Lindqvist'), ('Helen Mbeki', 'Piotr Zielinski', 'Grace Whitlock', 'Omar Haddad'),
          ('Laura Benedetti', 'James Achterberg', 'Fiona McGarry', 'Sanjay Rao'), ('Katherine Doyle', 'Miguel Santos', 'Ingrid Falk', 'Peter Obi')]
DATES = [('2022-11-09T10:05:00+00:00', 'November 9, 2022'), ('2023-03-14T18:30:00-05:00', 'March 14, 2023'), ('2021-07-02T06:45:00Z', 'July 2, 2021'), ('2024-01-27T22:10:00+01:00', 'January 27, 2024')]

FLOOD = dict(
    headline='{town} bridge shut for months after river {river} bursts its banks',
    lead='Hundreds of families were told to leave their homes as the water rose faster than anyone had forecast.',
    caption='Firefighters carry a child across the flooded market square of {town} on Tuesday.', credit='Photograph: {d}/Reuters', section='Weather',
    body=['The main bridge over the {river} at {town} will stay shut until the spring after the worst flood in forty years tore away one of its piers, engineers said on Wednesday.',
          'Water reached the first floor of houses in {quarter}, where more than three hundred people spent the night in a school hall.',
          '“We heard a crack like thunder, and then the railing was gone,” said {b}, who had crossed the bridge minutes before it was closed.',
          '{a}, the mayor, said that the town had asked for help from the army. “Nobody here has slept,” she told reporters outside the town hall. “But nobody has been left alone either.”',
          'A spokesman for the water board said that the gates upstream had been opened too late because two of the gauges had failed.',
          '## Trains replaced by buses',
          'Trains between {town} and the coast were cancelled until further notice. Buses took nearly three hours for a journey that usually takes forty minutes.',
          'The board’s chief engineer, {c}, said it was “far too early” to say what the repair would cost, but an earlier survey had put the price of a new pier at £4.2 million.',
          'Opposition councillors accused the board of having ignored that survey. {d}, who leads them, said warnings had been filed away “in the hope that it would not rain”.',
          'Forecasters expect more rain at the weekend, though less of it. The river is not likely to fall below the danger mark before Sunday.',
          'Shops in the lower town, which had opened again only last year after a long renovation, put out sandbags on Wednesday evening.'])
COURT = dict(
    headline='Former harbour chief of {town} cleared of taking bribes',
    lead='Judge says the case against {a} rested on the word of one man, and that he had changed it three times.',
    caption='{a} leaves the court in {town} with her lawyer, {b}.', credit='AP Photo/{d}', section='Justice',
    body=['{a}, who ran the harbour of {town} for eleven years, was cleared on Friday of taking bribes from a builder of cranes.',
          'The judge said that the prosecution had shown nothing but a “chain of coincidences”, and that its main witness was not to be believed.',
          '“I have waited four years to hear one sentence, and today I heard it,” she said on the steps of the court, where about fifty of her former workers had gathered.',
          'The prosecutor, {c}, said that he would read the judgment before he decided about an appeal. He denied that the charges had been brought for political reasons.',
          'According to the indictment, the company paid for three journeys and for the roof of a holiday house near {quarter}. Her lawyer, {b}, produced receipts that showed she had paid for all of them herself.',
          '## A witness in trouble',
          'The main witness, a former buyer of the company, now faces an inquiry himself. Police in {town} confirmed that they were looking into his statements.',
          'The affair had led to the resignation of the whole harbour board in 2018, and to a new law that makes public every contract worth more than $50,000.',
          '{d}, who has written a book about the case, said the law was the one good thing that had come out of it. “It took an innocent woman’s career to get us there,” he added.',
          'The court ordered the state to pay the costs of both sides.'])
SCHOOL = dict(
    headline='Why the pupils of {town} start their lessons at ten',
    lead='A small town let its teenagers sleep longer. Five years on, marks are up and buses are emptier, but not everyone is happy.',
    caption='Pupils arrive at the {quarter} school in {town}, an hour and a half later than elsewhere.', credit='Image: {d}', section='Education',
    body=['At half past eight, when the rest of the country opens its exercise books, the corridors of the school in {quarter} are silent.',
          'Lessons begin at ten. It has been so since the autumn of 2017, when {a}, then the new head, read a study about sleep and persuaded the parents of {town} to try.',
          '“They thought I was mad, and for the first month so did I,” she says. “Then the fights in the first lesson stopped.”',
          'Marks in mathematics rose by a fifth in the second year, according to figures that the district published last week; in the neighbouring towns along the {river} they hardly moved.',
          'Scientists are careful. {b}, who studies sleep at the university, says that the figures are encouraging but that the school also hired six teachers in the same years.',
          '## “Who makes them breakfast?”',
          'Parents who work in shifts were against it from the start. {c}, a nurse, has to leave home at six and says her children have missed more breakfasts than she cares to count.',
          'The town now runs a canteen from seven o’clock, which costs about €90,000 a year. A motion to close it failed by a single vote in June.',
          '{d}, who drives one of the school buses, has no doubts at all. “At ten they say good morning,” he says. “At eight they only groaned.”',
          'Two other towns want to follow next year. The ministry said that it had no objections, but no money either.',
          'Asked whether she would go back, the head laughs and looks at the clock in the hall. It is five to ten.'])
ELECTION = dict(
    headline='{c} wins narrow victory in {town} after recount',
    lead='The challenger is ahead by 41 votes, and the loser says he will not go to court.',
    caption='Helpers count ballots in the sports hall at {quarter} on Monday night.', credit='Credit: {b}/Getty Images', section='Politics',
    body=['{c} will be the next mayor of {town}. After a recount that lasted until early Tuesday, she was declared the winner by 41 votes out of more than 23,000.',
          'The mayor since 2010, {d}, conceded shortly after midnight. “It is close, it is painful, and it is democracy,” he told his supporters in a restaurant by the {river}.',
          'His party had asked for the recount after the first result, announced on Sunday evening, put the two only 17 votes apart.',
          'The head of the election office, {a}, said 112 ballots had been read wrongly by the machines because voters had used pencils of their own.',
          '{c} thanked her rival for what she called a fair fight. She said that her first decision would be to open the files on the sale of the old gasworks.',
          '## A town divided',
          'The result shows how deeply the town is split: north of the river the challenger won two votes in three, south of it the mayor did.',
          '“People south of the bridge feel that everything has been done for us, and people here feel the reverse,” said {b}, who sells newspapers at {quarter}.',
          'Turnout was 61 per cent, nine points more than four years ago. Election observers said that queues had been long but good-humoured.',
          'The new council, in which no party has a majority, meets for the first time on Thursday of next week.'])


def fill(text, names): return text.format(**names)


def make(base, i):
    town, river, quarter = PLACES[i % 4]
    people = PEOPLE[(i * 3 + i // 4) % 4]
    names = dict(town=town, river=river, quarter=quarter, **dict(zip('abcd', people)))
    story = {key: fill(value, names) if isinstance(value, str) else [fill(p, names) for p in value] for key, value in base.items()}
    story['published'], story['day'] = DATES[i % 4]
    story['author'] = ('Nora Feld', 'Ian Prowse', 'Asha Karim', 'Lewis Tate')[i % 4]
    return story


STORIES = [make(base, i) for i, base in zip(range(46), itertools.cycle((FLOOD, COURT, SCHOOL, ELECTION)))]
