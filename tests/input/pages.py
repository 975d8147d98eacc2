"""pages: the house styles of newspapers, agencies, blogs and live pages that do not exist -> pages with what must be found in them.

A style is a function: story -> markup, and what is to be found beside the paragraphs. Each has its own habits of markup and its own debris.
"""
import html, json
from stories import STORIES

PROMO = ['Ten recipes for the long winter evenings', 'Police name man found in canal', 'The quiet return of the night train', 'Opinion: Why nobody wants the stadium',
         'House prices fall for the third month', 'Watch: Seal visits the fish market', 'Quiz of the week: How much do you remember?', 'Storm warning for the northern islands']
COOKIES = 'We and our 312 partners store and access information on your device, such as cookies, to show personalised content and to measure audiences. You can change your mind at any time.'
NEWSLETTER = 'Get the best of our reporting in your inbox every morning. By signing up you agree to our terms and to receive occasional offers from our partners.'
COMMENTS = ['I have lived here for thirty years and have never seen anything like it. Somebody at the top should finally answer for this.',
            'Typical reporting. Nobody asks the people who actually pay for all of this, and by next week it will be forgotten again.',
            'Well said by the lady in the second paragraph, although I doubt that anybody who decides these things will ever read it.']
LEGAL = '© 2024 All rights reserved. No part of this website may be reproduced without written permission. Registered office: 1 Print Lane.'
e = html.escape


def paras(story): return [p for p in story['body']]


def body(story, para='<p>{}</p>', head='<h2>{}</h2>', between=None):
    """The paragraphs, a linked word here and there, something in between after every third."""
    out = []
    for i, text in enumerate(story['body']):
        if text.startswith('## '): out.append(head.format(e(text[3:], quote=False))); continue
        text = e(text, quote=False)
        if i % 4 == 1:
            words = text.split(' ')
            text = ' '.join(words[:3] + [f'<a href="/topic/{i}" class="link">{" ".join(words[3:6])}</a>'] + words[6:])
        out.append(para.format(text))
        if between and i % 3 == 2: out.append(between(i))
    return '\n'.join(out)


def promo_list(n=5, item='<li><a href="/s/{i}">{t}</a></li>'): return ''.join(item.format(i=i, t=e(t)) for i, t in enumerate(PROMO[:n]))
def nav(*names): return ''.join(f'<li><a href="/{n.lower()}">{n}</a></li>' for n in names)
def json_ld(value): return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def article_ld(s, site, kind='NewsArticle', **more):
    return dict({'@context': 'https://schema.org', '@type': kind, 'headline': s['headline'], 'datePublished': s['published'], 'description': s['lead'],
                 'author': {'@type': 'Person', 'name': s['author']}, 'publisher': {'@type': 'Organization', 'name': site}}, **more)


def british_popular(s):
    return f'''<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{e(s['headline'])} | News | Daily Lantern</title>
<meta property="og:title" content="{e(s['headline'])}"><meta property="og:site_name" content="Daily Lantern"><link rel="canonical" href="https://lantern.example/news/a-1234/">
{json_ld([{'@type': 'WebSite', 'name': 'Daily Lantern'}, article_ld(s, 'Daily Lantern')])}<script>var a="<p>not this</p>";</script></head>
<body class="single single-post has-sidebar ads-on"><div id="onetrust-consent-sdk"><div class="cookie-policy"><p>{COOKIES}</p><button>Accept</button></div></div>
<header class="site-header"><a class="logo" href="/">Daily Lantern</a><nav><ul>{nav('News', 'Sport', 'Showbiz', 'Money')}</ul></nav></header>
<div class="article-wrap"><div class="breadcrumb"><a href="/">Home</a> › <a href="/news">News</a></div><h1 class="post-title">{e(s['headline'])}</h1>
<div class="byline"><span class="author"><a href="/author/x">{s['author']}</a></span><span class="post-date">Published {s['day']}, 10:05am</span></div>
<div class="social-share"><ul><li><a href="#">Facebook</a></li><li><a href="#">Twitter</a></li><li><a href="#">Comment 47</a></li></ul></div>
<div class="article-body"><figure class="img-container"><img src="a.jpg"><figcaption>{e(s['caption'])} ({e(s['credit'])})</figcaption></figure>
{body(s, between=lambda i: f'<div class="more-link"><strong>MORE : <a href="/m/{i}">{PROMO[i % 8]}</a></strong></div><div class="ad-slot"><span>Advertisement</span></div>')}
<div class="newsletter-signup"><h3>The Lantern Briefing</h3><p>{NEWSLETTER}</p><form><input type=email><button>Sign up</button></form></div></div>
<div class="tags"><a href="/t/1">Floods</a><a href="/t/2">Councils</a></div></div>
<div class="sidebar"><h3>Most read</h3><ol>{promo_list(8)}</ol></div><section class="comments"><h3>Comments</h3>{''.join(f'<div class="comment"><p>{c}</p></div>' for c in COMMENTS)}</section>
<footer><ul>{nav('About', 'Contact', 'Privacy')}</ul><p>{LEGAL}</p></footer></body></html>''', [f"{s['caption']} ({s['credit']})"]


def british_quality(s):
    return f'''<!doctype html><html lang="en"><head><meta charset="utf-8"/><title>{e(s['headline'])} | {s['section']} | The Sentinel</title><meta name="description" content="{e(s['lead'])}"/>
<meta property="og:title" content="{e(s['headline'])}"/><meta property="article:published_time" content="{s['published']}"/><meta property="article:author" content="https://sentinel.example/profile/x"/>
{json_ld([{**article_ld(s, 'The Sentinel'), 'author': [{'@type': 'Person', 'name': s['author']}]}, {'@type': 'WebPage', '@id': 'https://sentinel.example/a'}])}</head><body>
<div class="dcr-1a"><a href="#maincontent" class="dcr-skip">Skip to main content</a></div><gu-island name="TopBar"><div class="dcr-x1"><div><h2 class="dcr-h">Support us</h2><p>Independent journalism needs independent readers. Become a supporter for the price of a coffee a month.</p></div></div></gu-island>
<header><div class="dcr-nav"><nav data-component="nav2"><ul>{nav('News', 'Opinion', 'Sport', 'Culture')}</ul></nav></div></header>
<main data-layout="StandardLayout"><article class="dcr-u0"><div data-gu-name="title"><a class="dcr-k" href="/w">{s['section']}</a></div><div data-gu-name="headline"><div class="dcr-h1"><h1 class="dcr-y2">{e(s['headline'])}</h1></div></div>
<div data-gu-name="standfirst"><div class="dcr-s standfirst"><p>{e(s['lead'])}</p></div></div><div data-gu-name="media"><figure id="f1" class="dcr-f"><img src="x"/><figcaption class="dcr-c"><span class="dcr-i"></span>{e(s['caption'])} {e(s['credit'])}</figcaption></figure></div>
<aside data-gu-name="meta"><address aria-label="Contributor info"><a rel="author" href="/p">{s['author']}</a></address><details class="dcr-d"><summary>{s['day']} 10.05 GMT</summary>Last modified on {s['day']} 14.20 GMT</details><div data-print-layout="hide"><ul class="share"><li><a href="#">Share on Facebook</a></li></ul></div></aside>
<div data-gu-name="body"><div id="maincontent" class="dcr-b"><div class="article-body-commercial-selector dcr-z">
{body(s, para='<p class="dcr-p7">{}</p>', head='<h2 id="x" class="dcr-h2">{}</h2>', between=lambda i: '<figure class="dcr-r element element-rich-link"><gu-island><div data-name="placeholder"><a href="/r">Related: ' + PROMO[i % 8] + '</a></div></gu-island></figure><div class="ad-slot-container"></div>')}
</div></div><div class="dcr-sub"><div class="submeta"><span>Explore more on these topics</span><ul><li><a href="/a">Flooding</a></li><li><a href="/b">Rivers</a></li></ul><div class="dcr-share"><a href="#">Reuse this content</a></div></div></div></div></article></main>
<section data-component="most-popular"><h2>Most viewed</h2><ol>{promo_list(6)}</ol></section><footer><div><p>{LEGAL}</p></div></footer></body></html>''', [s['lead'], f"{s['caption']} {s['credit']}"]


def british_broadcaster(s):
    block = '<div data-component="text-block" class="ssrcss-1-RichText"><div class="ssrcss-2-Wrapper"><p class="ssrcss-3-Paragraph">{}</p></div></div>'
    return f'''<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{e(s['headline'])} - VBC News</title><meta property="og:title" content="{e(s['headline'])} - VBC News"><meta property="og:site_name" content="VBC News">
{json_ld(article_ld(s, 'VBC News', 'ReportageNewsArticle', author={'@type': 'NewsMediaOrganization', 'name': 'VBC News'}))}</head><body><div id="root"><div class="ssrcss-banner"><div id="cookiePrompt"><h2>Let us know you agree to cookies</h2><p>{COOKIES}</p></div></div>
<header role="banner"><nav aria-label="Main"><ul>{nav('Home', 'News', 'Sport', 'Weather')}</ul></nav></header>
<div class="ssrcss-Layout"><main id="main-content"><article class="ssrcss-ArticleWrapper"><header data-component="headline-block"><h1 id="main-heading" tabindex="-1">{e(s['headline'])}</h1></header>
<div data-component="byline-block"><div><span><time datetime="{s['published']}">9 hours ago</time></span><div>By {s['author']}</div><div>{s['section']} correspondent, VBC News</div></div></div>
<div data-component="image-block"><figure><span role="img"></span><span class="visually-hidden">Image source, </span><span>Agency</span><figcaption><span class="visually-hidden">Image caption, </span>{e(s['caption'])}</figcaption></figure></div>
<div data-component="text-block"><div><p><b>{e(s['lead'])}</b></p></div></div>
{body(s, para=block, head='<div data-component="subheadline-block"><h2>{}</h2></div>', between=lambda i: '<div data-component="links-block"><ul>' + promo_list(3) + '</ul></div>')}
<section data-component="topic-list"><h2>More on this story</h2><ul>{promo_list(4)}</ul><h2>Related Topics</h2><ul><li><a href="/t">Flooding</a></li></ul></section></article></main>
<div data-component="related-content"><h2>Top stories</h2><ul>{promo_list(8)}</ul></div></div><footer role="contentinfo"><p>{LEGAL} VBC News is not responsible for the content of external sites.</p></footer></div></body></html>''', ['Agency', s['caption'], s['lead']]


def american_daily(s):
    parts = body(s, para='<p class="css-at9">{}</p>', head='<h2 class="css-13o">{}</h2>').split('\n')
    columns = ''.join(f'<div class="css-s99 StoryBodyCompanionColumn"><div class="css-53u">{"".join(parts[i:i + 3])}</div></div><div><div id="story-ad-{i}-wrapper" class="css-ad"><a href="#after">SKIP ADVERTISEMENT</a></div></div>' for i in range(0, len(parts), 3))
    return f'''<!DOCTYPE html><html lang="en" class="story"><head><title data-rh="true">{e(s['headline'])} - The Potomac Courier</title><meta data-rh="true" name="byl" content="By {s['author']}"/><meta property="article:published_time" content="{s['published']}"/>
<meta property="og:title" content="{e(s['headline'])}"/><meta name="pdate" content="{s['published'][:10].replace('-', '')}"/><meta data-rh="true" property="og:url" content="https://courier.example/2022/us/story.html"/></head><body><div id="app"><div class="css-v89"><div><header class="css-1"><section class="css-bar"><button>Sections</button><a href="/">The Potomac Courier</a></section><nav><ul>{nav('U.S.', 'World', 'Business', 'Arts')}</ul></nav></header></div>
<div aria-hidden="false"><main id="site-content"><div><div class="css-1x2"><div id="top-wrapper"><p>Advertisement</p></div></div><article id="story" class="css-1vx"><div id="sponsor-wrapper"><p>Supported by</p></div><header class="css-h"><div><h1 data-testid="headline" class="css-1l8">{e(s['headline'])}</h1></div><p id="article-summary" class="css-79r">{e(s['lead'])}</p>
<div class="css-w"><figure aria-label="media"><div><picture><source srcset="a"><source srcset="b"><img alt=""></picture></div><figcaption class="css-fc"><span aria-hidden="false" class="css-j">{e(s['caption'])}</span><span class="css-credit"><span class="css-1ly">Credit...</span><span aria-hidden="false">{e(s['credit'])}</span></span></figcaption></figure></div>
<div class="css-s"><div class="css-share"><ul role="toolbar"><li><button>Share full article</button></li><li><a href="#c">312</a></li></ul></div><div class="css-4s"><p class="css-by">By <a href="/by">{s['author']}</a></p><p class="css-loc">Reporting from the flooded town</p><time datetime="{s['published']}">{s['day']}</time></div></div></header>
<section name="articleBody" class="meteredContent css-1r7">{columns}</section><div class="css-bottom"><div id="bottom-sheet"><p>A version of this article appears in print on Section A, Page 4 of the national edition. Order Reprints | Subscribe</p></div></div></article></div></main></div>
<section id="site-index"><h2>Related Coverage</h2>{promo_list(6, '<article><a href="/{i}"><h3>{t}</h3><p>A look back at what happened, and at what it means for the people who live there now.</p></a></article>')}</section><footer><p>{LEGAL}</p></footer></div></div></body></html>''', [s['lead'], f"{s['caption']} Credit... {s['credit']}"]


def american_local(s):
    return f'''<!DOCTYPE html><html lang="en"><head><title>{e(s['headline'])}</title><meta property="og:title" content="{e(s['headline'])}"><meta property="og:site_name" content="The Ridge County Gazette"><link rel="canonical" href="https://gazette.example/story/news/local/{s['published'][:10].replace('-', '/')}/story/1234/">
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","headline":{json.dumps(s['headline'])},"datePublished":"{s['published']}","author":["{s['author']}"],}}</script></head><body><div class="gnt_n_w"><nav class="gnt_n"><a href="/">News</a><a href="/sports">Sports</a><a href="/obits">Obituaries</a></nav></div>
<main class="gnt_cw"><div class="gnt_pr_l"><a class="gnt_ar_lbl" href="/local">LOCAL</a></div><article class="gnt_pr"><h1 class="gnt_ar_hl" elementtiming="ar-headline">{e(s['headline'])}</h1><div class="gnt_ar_by"><a class="gnt_ar_by_a" href="/staff">{s['author']}</a></div><div class="gnt_ar_pb" aria-label="Published: {s['day']}"><time datetime="{s['published']}"></time>The Ridge County Gazette</div>
<div class="gnt_ar_b"><figure class="gnt_em gnt_em_img"><img src="x"><div class="gnt_em_ca caption">{e(s['caption'])} <span class="credit">{e(s['credit'])}</span></div></figure>{body(s, para='<p class="gnt_ar_b_p">{}</p>', head='<h3 class="gnt_ar_b_h3">{}</h3>', between=lambda i: f'<aside class="gnt_em gnt_em_fo" aria-label="subscribe"><div>Local news matters. Support it with a digital subscription today.</div></aside><p class="gnt_ar_b_p"><strong class="b">More:</strong><a href="/x" class="gnt_ar_b_a">{PROMO[i % 8]}</a></p>')}
<p class="gnt_ar_b_p"><em>Reach the reporter at reporter@gazette.example or on social media.</em></p></div></article></main><aside class="gnt_rr"><h2>Featured Weekly Ad</h2>{promo_list(6, '<a href="/{i}"><div>{t}</div><div>News, 2 hours ago</div></a>')}</aside><div class="gnt_ft"><div>{LEGAL}</div></div></body></html>''', [f"{s['caption']} {s['credit']}", 'Reach the reporter at reporter@gazette.example or on social media.']


def agency_modern(s):
    return f'''<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><title>{e(s['headline'])} | Transwire</title><meta name="article:published_time" content="{s['published']}"/><meta property="og:title" content="{e(s['headline'])}"/><meta name="article:author" content="{s['author']}"/>
{json_ld(article_ld(s, 'Transwire'))}</head><body><div id="fusion-app" class="layout__page"><header class="site-header__container__3cJ" data-testid="SiteHeader"><ul>{nav('World', 'Business', 'Markets', 'Legal')}</ul></header>
<div class="regular-article-layout__wrapper__2g"><main class="regular-article-layout__main__"><article class="article__container__2MU" data-testid="Article"><div class="article-header__"><header><div class="article-header__tags"><a href="/w">{s['section']}</a></div><h1 data-testid="Heading" class="text__text__1FZ heading__heading_2">{e(s['headline'])}</h1><div class="article-header__author-date"><div class="info-content__author-date"><div>By <a href="/a">{s['author']}</a></div><time><span class="date-line__date">{s['day']}</span><span class="date-line__date">10:05 AM UTC</span><span>Updated 2 hours ago</span></time></div></div></header></div>
<div class="article-body__wrapper"><div class="article-body__content"><div data-testid="Image" class="article-body__element"><figure><img/><figcaption><p data-testid="Body" class="image-caption__caption">{e(s['caption'])} {e(s['credit'])} <a href="/l">Purchase Licensing Rights</a></p></figcaption></figure></div><div class="signup"><ul class="summary"><li>Summary</li><li><a href="#">Companies</a></li></ul></div>
{body(s, para='<p data-testid="paragraph-0" class="text__text__1FZ body__full_width article-body__element">{}</p>', head='<h2 class="text__text article-body__heading">{}</h2>', between=lambda i: '<div data-testid="promo-box" class="ad-slot__container"><div>Advertisement · Scroll to continue</div></div>')}
<div class="sign-off article-body__element"><p class="text__text sign-off__text">Reporting by {s['author']}; editing by Jo Marr</p></div><div class="article-body__element"><p class="article-body__trust">Our Standards: <a href="/tp">The Transwire Trust Principles.</a></p></div></div></div><div class="share-in-article-body"><button>Share</button></div></article>
<div class="read-next__container"><h2>Read Next</h2><ul>{promo_list(6)}</ul></div></main></div><footer><p>All quotes delayed a minimum of 15 minutes. {LEGAL}</p></footer></div></body></html>''', [f"{s['caption']} {s['credit']}", f"Reporting by {s['author']}; editing by Jo Marr", 'Our Standards:']


def agency_plain(s):
    first, rest = s['body'][0], dict(s, body=s['body'][1:])
    return f'''<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{e(s['headline'])} - Associated Wire</title><meta property="og:title" content="{e(s['headline'])}"/><meta property="og:site_name" content="Associated Wire"/><meta name="dc.date" content="{s['published']}"></head>
<body><div class="Header"><a href="/">AW</a><div class="TopicsMenu"><a href="/a">U.S. News</a> <a href="/b">World</a> <a href="/c">Politics</a> <a href="/d">Sports</a></div></div><div class="Body"><div class="Content"><div class="CardHeadline"><h1>{e(s['headline'])}</h1><span class="Component-bylines">By {s['author'].upper()}</span><span class="Timestamp" data-source="aw">{s['day']}</span></div>
<div class="Article"><p>WEXCOMBE (AW) — {e(first, quote=False)}</p>{body(rest, between=lambda i: '<div class="ad-placeholder">ADVERTISEMENT</div>')}<p>___</p><p>Associated Wire writer Jo Marr contributed to this report from the capital.</p></div></div><div class="RightRail"><div class="Component-relatedStories"><h2>Related topics</h2><a href="/x">Floods</a> <a href="/y">Courts</a></div></div></div>
<div class="Footer"><a href="/">About</a><a href="/">Contact</a><p>{LEGAL}</p></div></body></html>''', ['WEXCOMBE (AW) —', '___', 'Associated Wire writer Jo Marr contributed to this report from the capital.']


def blog_wordpress(s):
    comments = ''.join(f'<li class="comment depth-1"><article class="comment-body"><footer class="comment-meta"><b class="fn">reader{i}</b> says: <time>May {i + 1}, 2022</time></footer><div class="comment-content"><p>{c} {COMMENTS[(i + 1) % 3]} {COMMENTS[(i + 2) % 3]}</p></div></article></li>' for i, c in enumerate(COMMENTS * 3))
    return f'''<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>{e(s['headline'])} &#8211; Notes from the River</title><link rel="alternate" type="application/rss+xml" href="/feed"><meta name="generator" content="WordPress 6"></head><body class="post-template-default single single-post widget-area">
<div id="page" class="hfeed site"><a class="skip-link screen-reader-text" href="#content">Skip to content</a><div id="sidebar" class="sidebar"><header class="site-header"><p class="site-title"><a href="/">Notes from the River</a></p><p class="site-description">A blog about water, courts and the people between them</p></header><div class="widget widget_recent_entries"><h2 class="widget-title">Recent Posts</h2><ul>{promo_list(8)}</ul></div><div class="widget widget_text"><p>I am a retired surveyor and write about whatever the river brings. Views are my own, and so are the mistakes.</p></div></div>
<div id="content" class="site-content"><main id="main" class="site-main"><article id="post-12" class="post type-post category-floods"><header class="entry-header"><h1 class="entry-title">{e(s['headline'])}</h1></header><div class="entry-content">{body(s)}
<figure class="wp-caption aligncenter"><img src="a.jpg"><figcaption class="wp-caption-text">{e(s['caption'])}</figcaption></figure><div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="#">Twitter</a></li><li><a href="#">Facebook</a></li></ul></div><div id="jp-relatedposts"><h3>Related</h3><p>{PROMO[2]}, a post about much the same thing that appeared here some time ago, in "Rivers"</p></div></div>
<footer class="entry-footer"><span class="posted-on">Posted on <a href="/"><time class="entry-date published" datetime="{s['published']}">{s['day']}</time></a></span><span class="byline"> by <a class="url fn n" href="/a">{s['author']}</a></span></footer></article><nav class="post-navigation"><a href="/prev">Previous: {PROMO[0]}</a></nav>
<div id="comments" class="comments-area"><h2>9 thoughts on “{e(s['headline'])}”</h2><ol class="comment-list">{comments}</ol><div id="respond"><h3>Leave a Reply</h3><form><p>Your email address will not be published. Required fields are marked with an asterisk, as they always were.</p><textarea></textarea></form></div></div></main></div></div></body></html>''', [s['caption']]


def blog_breaks(s):
    text = '<br />\n<br />\n'.join('<b>' + e(p[3:]) + '</b>' if p.startswith('## ') else e(p, quote=False) for p in s['body'])
    return f'''<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html><head><meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/><title>The Lower Town: {e(s['headline'])}</title><meta content='blogger' name='generator'/><link href='https://lowertown.example/{s['published'][:4]}/{s['published'][5:7]}/post.html' rel='canonical'/></head>
<body><div id='navbar'><div>Blogger bar: next blog, create blog, sign in</div></div><div id='outer-wrapper'><div id='header-wrapper'><div id='header'><h1 class='title'><a href='/'>The Lower Town</a></h1><p class='description'>What they do not tell you at the town hall</p></div></div>
<div id='content-wrapper'><div id='main-wrapper'><div class='blog-posts hfeed'><h2 class='date-header'>{s['day']}</h2><div class='post hentry'><h3 class='post-title entry-title'><a href='/p'>{e(s['headline'])}</a></h3><div class='post-body entry-content'>{text}<div style='clear: both;'></div></div><div class='post-footer'><p class='post-footer-line'><span class='post-author vcard'>Posted by <span class='fn'>{s['author']}</span></span> at <a class='timestamp-link' href='/p'><abbr class='published' title='{s['published']}'>10:05 AM</abbr></a> <a href='#'>Email This</a> <a href='#'>BlogThis!</a></p><p>Labels: <a href='/l'>river</a></p></div></div>
<div class='comments' id='comments'><h4>3 comments:</h4><dl id='comments-block'>{''.join(f"<dt class='comment-author'>Anonymous said...</dt><dd class='comment-body'><p>{c}</p></dd>" for c in COMMENTS)}</dl></div></div></div><div id='sidebar-wrapper'><div class='widget'><h2>Blog Archive</h2><ul>{promo_list(8)}</ul></div><div class='widget'><h2>About Me</h2><p>I taught history in the lower town for thirty-four years and now have time to read the minutes of the council.</p></div></div></div></div></body></html>''', []


def table_layout(s):
    text = '<br><br>'.join('<b>' + e(p[3:]) + '</b>' if p.startswith('## ') else e(p, quote=False) for p in s['body'])
    return f'''<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252"><TITLE>Harbour Times Online: {e(s['headline'])}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF"><CENTER><TABLE WIDTH=780 BORDER=0><TR><TD COLSPAN=3><IMG SRC="logo.gif"><BR><FONT SIZE=1><A HREF="/">Home</A> | <A HREF="/news">News</A> | <A HREF="/sport">Sport</A> | <A HREF="/cars">Cars</A></FONT></TD></TR>
<TR><TD WIDTH=120 VALIGN=top BGCOLOR="#EEEEEE"><FONT SIZE=2><B>Sections</B><BR>{''.join(f'<A HREF="/{i}">{n}</A><BR>' for i, n in enumerate(['Local', 'World', 'Business', 'Letters', 'Obituaries', 'Crossword']))}</FONT></TD><TD VALIGN=top><TABLE CELLPADDING=8><TR><TD><FONT SIZE=5><B>{e(s['headline'])}</B></FONT><BR><FONT SIZE=2><I>By {s['author']}</I><BR>Posted: {s['day']}</FONT></TD></TR><TR><TD><FONT FACE="Arial" SIZE=3>{text}</FONT></TD></TR></TABLE></TD>
<TD WIDTH=160 VALIGN=top><FONT SIZE=2><B>Also in the news</B><BR>{''.join(f'<A HREF="/n{i}">{t}</A><BR><BR>' for i, t in enumerate(PROMO))}</FONT></TD></TR><TR><TD COLSPAN=3 ALIGN=center><FONT SIZE=1>{LEGAL}</FONT></TD></TR></TABLE></CENTER></BODY></HTML>''', []


def posts_of(s): return [('10:%02d' % (50 - i * 4), p) for i, p in enumerate(p for p in s['body'] if not p.startswith('## '))]


def live_list(s):
    ld = article_ld(s, 'City Herald', 'LiveBlogPosting', coverageStartTime=s['published'])
    items = ''.join(f'<li class="lx-stream__post-container"><article class="lx-stream-post" id="post-{i}"><header class="lx-stream-post__header"><p class="lx-stream-post__meta-time">{t}</p><h3 class="lx-stream-post__header-title">{["Army asked for help", "What we know so far", "Trains still cancelled", "Reaction from the council"][i % 4]}</h3></header><div class="lx-stream-post-body"><p>{e(p, quote=False)}</p></div><div class="lx-share-tools"><button>Share</button> <a href="#">Copy link</a></div></article></li>' for i, (t, p) in enumerate(posts_of(s)))
    return f'''<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{e(s['headline'])} - live updates</title><meta property="og:title" content="{e(s['headline'])}">{json_ld(ld)}</head><body><header><nav><ul>{nav('Live', 'News', 'Sport')}</ul></nav></header><main><div class="lx-header"><h1>{e(s['headline'])}</h1><p class="lx-live-status">LIVE <span>21,340 viewing this page</span></p></div>
<section class="key-points" aria-label="Summary"><h2>Summary</h2><ol>{''.join(f'<li>{x}</li>' for x in ('The bridge stays shut until spring', 'The army has been asked for help', 'More rain is expected'))}</ol></section><div class="lx-stream"><p class="lx-stream__refresh"><button>Refresh for new updates</button></p><ol class="lx-stream__feed">{items}</ol><div class="lx-pagination"><a href="?2">Next page</a> <span>page 1 of 9</span></div></div></main><footer><p>{LEGAL}</p></footer></body></html>''', [["Army asked for help", "What we know so far", "Trains still cancelled", "Reaction from the council"][i % 4] for i in range(len(posts_of(s)))]


def live_articles(s):
    items = ''.join(f'<article id="block-{i}" class="block"><header><time datetime="2022-11-09T{t}:00Z">{t} GMT</time><address><a rel="author" href="/p">{s["author"]}</a></address></header><div class="block__body"><p>{e(p, quote=False)}</p></div><footer><a href="#share">Share</a><span>Updated at {t} GMT</span></footer></article>' for i, (t, p) in enumerate(posts_of(s)))
    return f'''<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{e(s['headline'])} – as it happened | The Beacon</title><meta property="og:title" content="{e(s['headline'])} – as it happened"><meta property="og:site_name" content="The Beacon"><meta property="article:published_time" content="{s['published']}"></head><body><div class="banner banner--consent"><p>{COOKIES}</p></div><header><a href="/">The Beacon</a></header>
<main><header class="live-head"><h1>{e(s['headline'])} – as it happened</h1><div class="standfirst"><p>{e(s['lead'])}</p></div></header><div class="live-columns"><div class="key-events"><h2>Key events</h2><ul>{promo_list(4, '<li><a href="#b{i}">{t}</a></li>')}</ul></div><div class="live-feed">{items}</div></div></main><aside class="most-popular"><ol>{promo_list(8)}</ol></aside><footer><p>{LEGAL}</p></footer></body></html>''', [s['lead']]


def newsletter_page(s):
    widget = lambda i: '<div class="subscription-widget-wrap"><div class="subscription-widget show-subscribe"><div class="preamble"><p>The Slow Letter is a reader-supported publication. To receive new posts and support my work, consider becoming a free or paid subscriber.</p></div><form><input type="email"><input type="submit" value="Subscribe"></form></div></div>'
    return f'''<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{e(s['headline'])} - by {s['author']} - The Slow Letter</title><meta property="og:title" content="{e(s['headline'])}"><meta name="author" content="{s['author']}">{json_ld(article_ld(s, 'The Slow Letter'))}</head><body><div id="entry"><div id="main" class="main typography"><div class="main-menu"><div class="topbar"><a href="/">The Slow Letter</a><button>Subscribe</button><button>Sign in</button></div></div>
<div class="single-post-container"><div class="container"><div class="single-post"><div class="pencraft post"><article class="typography newsletter-post post"><div class="post-header"><h1 class="post-title published">{e(s['headline'])}</h1><h3 class="subtitle">{e(s['lead'])}</h3><div class="byline-wrapper"><div><a href="/@a">{s['author']}</a></div><div class="pencraft">{s['day']}</div></div><div class="post-ufi"><a href="#">24</a><a href="#">Share</a></div></div>
<div class="available-content"><div dir="auto" class="body markup"><div class="captioned-image-container"><figure><a class="image-link" href="x.jpg"><picture><source type="image/webp"><img src="x"></picture></a><figcaption class="image-caption">{e(s['caption'])}</figcaption></figure></div>{body(s, head='<h2 class="header-anchor-post">{}</h2>', between=widget)}</div></div></article></div>
<div class="publication-footer"><p class="button-wrapper"><a class="button" href="#">Share</a></p></div></div><div class="comments-page"><h4>3 Comments</h4>{''.join(f'<div class="comment"><div class="comment-body"><p>{c}</p></div></div>' for c in COMMENTS)}</div></div></div><div class="footer"><p>Ready for more? © 2024 {s['author']}. Privacy, terms, collection notice</p></div></div></div></body></html>''', [s['lead'], s['caption']]


def hashed_classes(s):
    return f'''<!doctype html><html lang="en"><head><title>{e(s['headline'])} | by {s['author']} | Medley</title><meta property="og:site_name" content="Medley"><meta property="article:published_time" content="{s['published']}"><meta property="og:title" content="{e(s['headline'])}"></head><body><div id="root"><div class="a b c"><div class="d e f"><a href="/">Open in app</a><a href="/signup">Sign up</a><a href="/signin">Sign in</a></div><div class="g"><article><div class="l"><div class="l"><section><div><div class="fs ft fu"><div class="ab ca">
<div><h1 id="a1" class="pw-post-title hj hk">{e(s['headline'])}</h1></div><div class="speechify-ignore ab"><a href="/@x"><p class="be b">{s['author']}</p></a><a href="#"><p class="be b">Follow</p></a><div class="ab ae"><span class="be b">5 min read</span><span>·</span><span>{s['day']}</span></div></div><div class="aq"><div><button>--</button><p class="bf">1.2K</p><p class="bf">47</p></div></div>
{body(s, para='<p id="p" class="pw-post-body-paragraph mi mj gr mk">{}</p>', head='<h1 id="h" class="nv nw">{}</h1>')}
<figure class="my mz"><div role="button"><picture><img alt=""></picture></div><figcaption class="na nb">{e(s['caption'])}</figcaption></figure></div></div></div></section></div></div></article><div class="oo"><div class="op"><h2 class="be">Written by {s['author']}</h2><p class="be b">2.3K Followers</p><p>I write about rivers, courts and what happens after the reporters have left the town again.</p></div><div><h2>More from {s['author']} and Medley</h2>{promo_list(6, '<article><div><h2 class="be">{t}</h2><p>And what it taught me about patience, sandbags and other people</p></div></article>')}</div></div></div></div></div></body></html>''', [s['caption']]


def amp_page(s):
    return f'''<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>{e(s['headline'])}</title><link rel="canonical" href="https://metro.example/a"><script async src="https://cdn.example/v0.js"></script>{json_ld(article_ld(s, 'Metro Mail'))}<style amp-custom>p{{margin:0}}</style><style amp-boilerplate>body{{visibility:hidden}}</style><noscript><style>body{{visibility:visible}}</style></noscript></head>
<body><amp-sidebar id="s" layout="nodisplay" side="left"><ul>{nav('News', 'Sport', 'Shop')}</ul></amp-sidebar><header class="top"><a href="/">Metro Mail</a></header><amp-consent id="c" layout="nodisplay"><div id="promptUI"><p>{COOKIES}</p></div></amp-consent><main><article class="amp-article"><h1>{e(s['headline'])}</h1><div class="amp-meta"><span>{s['author']}</span> <time datetime="{s['published']}">{s['day']}</time></div><amp-social-share type="twitter"></amp-social-share>
<figure><amp-img src="x" width=1 height=1 layout="responsive"></amp-img><figcaption>{e(s['caption'])}</figcaption></figure><div class="amp-content">{body(s, between=lambda i: '<amp-ad width=300 height=250 type="x"><div placeholder>Ad</div></amp-ad><amp-embed type="taboola"></amp-embed>')}</div></article><section class="amp-related"><h2>Read next</h2><ul>{promo_list()}</ul></section></main><footer><p>{LEGAL}</p></footer></body></html>''', [s['caption']]


def drupal_page(s):
    return f'''<!DOCTYPE html><html lang="en" dir="ltr" prefix="og: http://ogp.me/ns#"><head><meta charset="utf-8"/><meta name="dcterms.title" content="{e(s['headline'])}"/><meta name="dcterms.date" content="{s['published']}"/><meta name="dcterms.creator" content="{s['author']}"/><title>{e(s['headline'])} | Regional Review</title></head><body class="html not-front page-node node-type-article sidebar-second"><div id="page-wrapper"><div id="header"><div id="site-name"><a href="/">Regional Review</a></div><div id="block-search"><form><input type="text"></form></div></div><div id="breadcrumb"><div class="breadcrumb"><a href="/">Home</a> » <a href="/n">News</a></div></div>
<div id="main-wrapper"><div id="content" class="column"><h1 class="title" id="page-title">{e(s['headline'])}</h1><div class="tabs"></div><div class="region region-content"><div class="node node-article"><div class="meta submitted">Submitted by {s['author']} on {s['day']} - 10:05</div><div class="content clearfix"><div class="field field-name-field-image field-type-image"><div class="field-items"><div class="field-item even"><img src="x"></div></div></div><div class="field field-name-body field-type-text-with-summary"><div class="field-items"><div class="field-item even" property="content:encoded">{body(s)}
<table class="figures"><caption>Water at the gauge</caption><thead><tr><th>Day</th><th>Metres</th></tr></thead><tbody>{''.join(f'<tr><td>Day {i}</td><td>{4 + i / 10:.1f}</td></tr>' for i in range(6))}</tbody></table></div></div></div><div class="field field-name-field-tags"><div class="field-label">Tags:</div><ul><li><a href="/t">Water</a></li></ul></div></div><ul class="links inline"><li><a href="/print">Printer-friendly version</a></li><li><a href="/login">Log in to post comments</a></li></ul></div></div></div></div><div id="sidebar-second"><div class="block"><h2>Latest</h2><ul>{promo_list(6)}</ul></div></div></div><div id="footer"><p>{LEGAL}</p></div></div></body></html>''', []


def magazine(s):
    rest = dict(s, body=s['body'][1:])
    first = s['body'][0]
    return f'''<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{e(s['headline'])} — Meridian Magazine</title><meta property="og:title" content="{e(s['headline'])}"><meta property="og:site_name" content="Meridian Magazine"><meta name="parsely-pub-date" content="{s['published']}"><meta name="parsely-author" content="{s['author']}"></head><body><div class="nav-drawer" hidden><ul>{nav('Magazine', 'Fiction', 'Podcasts')}</ul></div><header class="global"><a href="/">Meridian</a></header>
<article class="longform"><div class="lede-header"><p class="rubric">{s['section']}</p><h1>{e(s['headline'])}</h1><p class="dek">{e(s['lead'])}</p><p class="byline">By {s['author']}</p><p class="byline-photo">Photographs by Jo Marr</p><time>{s['day']}</time></div><div class="lede-image"><figure><img src="a"><figcaption>{e(s['caption'])}<cite class="credit">{e(s['credit'])}</cite></figcaption></figure></div>
<div class="body-columns"><div class="col"><p class="has-dropcap"><span class="dropcap">{first[0]}</span>{e(first[1:], quote=False)}</p>{body(rest, head='<h2 class="section-break">{}</h2>', between=lambda i: f'<blockquote class="pull-quote"><p>{e(rest["body"][1])}</p></blockquote><div class="audio-player"><p>Listen to this article, 14 minutes, read by the author</p></div>')}<p class="end"><em>This story appears in the winter issue.</em></p></div></div><div class="author-bio"><p>{s['author']} is a contributing editor and the author of two books about rivers that few people have read.</p></div></article>
<section class="more-from"><h2>More from Meridian</h2>{promo_list(5, '<div class="teaser"><h3><a href="/{i}">{t}</a></h3><p>An essay about the things that we notice only when they have stopped, and about the people who repair them.</p></div>')}</section><div class="subscribe-bar"><p>{NEWSLETTER}</p></div><footer>{LEGAL}</footer></body></html>''', [s['lead'], s['caption'], s['credit'], 'This story appears in the winter issue.']


def div_soup(s):
    state = json.dumps({'props': {'article': {'body': s['body'], 'title': s['headline']}}})
    return f'''<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{e(s['headline'])} • Northline</title><meta property="og:title" content="{e(s['headline'])}"/><meta name="author" content="{s['author']}"/></head><body><div id="__next"><div class="sc-a1"><div class="sc-b2"><a href="/">Northline</a><div class="sc-b3"><span>Menu</span><span>Search</span><span>Log in</span></div></div><div class="sc-c3"><div class="sc-d4"><div class="sc-e5"><h1 class="sc-f6">{e(s['headline'])}</h1><div class="sc-g7"><span>{s['author']}</span><time datetime="{s['published']}">{s['day']}</time></div></div>
<div class="sc-h8">{body(s, para='<div class="sc-i9"><p class="sc-j1">{}</p></div>', head='<div class="sc-i9"><h3>{}</h3></div>', between=lambda i: f'<div class="sc-k2"><div class="sc-k3"><a href="/x"><span>Read also</span><span>{PROMO[i % 8]}</span></a></div></div>')}</div></div><div class="sc-l3"><div>Most popular</div>{promo_list(6, '<div class="sc-m4"><a href="/{i}">{t}</a></div>')}</div></div><div class="sc-n5"><div>{LEGAL}</div></div></div></div><div class="sc-cookie" role="dialog" aria-label="cookie consent"><div><p>{COOKIES}</p><button>OK</button></div></div><script id="__NEXT_DATA__" type="application/json">{state}</script></body></html>''', []


def microdata(s):
    return f'''<!DOCTYPE html><html lang="en-DE" itemscope itemtype="http://schema.org/WebPage"><head><meta charset="utf-8"><title>{e(s['headline'])} - Kontor Weekly</title><meta property="og:site_name" content="Kontor Weekly"></head><body><div class="page"><div class="page__header"><nav class="main-nav"><ul>{nav('Politics', 'Economy', 'Culture')}</ul></nav></div><div class="ad ad--billboard">Anzeige</div>
<article class="beitrag" itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline"><span class="kicker">{s['section']}:</span> <span class="hl">{e(s['headline'])}</span></h1><p class="lead intro" itemprop="description">{e(s['lead'])}</p><p class="meta">By <span itemprop="author">{s['author']}</span>, <span itemprop="datePublished" content="{s['published']}">{s['day']}</span></p><div class="bild"><img src="x"><p class="bild__caption caption">{e(s['caption'])} <span class="bild__credit">{e(s['credit'])}</span></p></div>
<div class="beitrag__text" itemprop="articleBody">{body(s, para='<p class="t">{}</p>', head='<h2 class="zw">{}</h2>', between=lambda i: '<div class="ad ad--mobile">Anzeige</div><div class="infobox"><h4>In brief</h4><p>The town has 31,000 inhabitants and lies where two rivers meet; its bridge was built in 1881 and widened twice.</p></div>')}</div><ul class="beitrag__tools"><li><a href="#">Print</a></li><li><a href="#">Send</a></li></ul></article><div class="leser"><h3>Readers’ letters</h3><div class="kommentar comments">{''.join(f'<p>{c}</p>' for c in COMMENTS)}</div></div><div class="footer"><p>{LEGAL}</p></div></div></body></html>''', [s['lead'], f"{s['caption']}", s['credit']]


def breaks_in_div(s):
    rows = []
    for i, p in enumerate(s['body']):
        rows.append(f'<strong>{e(p[3:])}</strong>' if p.startswith('## ') else e(p, quote=False))
        if i % 4 == 2: rows.append(f'<strong>Also Read | </strong><a href="/r{i}"><strong>{PROMO[i % 8]}</strong></a>')
    return f'''<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{e(s['headline'])}: Eastern Standard News</title><meta name="publish-date" content="{s['published']}"><meta property="og:title" content="{e(s['headline'])}"><script type="application/ld+json">{{"@type":"NewsArticle","headline":"{e(s['headline'])}","datePublished":"{s['published']}","articleBody":"broken
line "quote" }}</script></head><body><div class="topbar"><ul>{nav('India', 'World', 'Cricket', 'Tech')}</ul></div><div class="container"><div class="story-left"><div class="crumbs"><a href="/">Home</a>/<a href="/n">News</a>/<span>{e(s['headline'])}</span></div><h1 class="sp-ttl">{e(s['headline'])}</h1><h2 class="sp-descp">{e(s['lead'])}</h2><div class="posted-by"><span>Reported by {s['author']}</span> <span>Updated: {s['day']} 3:32 pm IST</span></div><div class="follow-us">Follow us on <a href="#">Google News</a></div><div class="app-download"><p>Download our app for the fastest news alerts on your phone, in eleven languages and for free.</p></div>
<div class="storyContent sp-cn">{'<br/><br/>'.join(rows)}</div><div class="tag-list">Topics: <a href="/a">Flood</a></div></div><div class="story-right"><h3>Trending</h3>{promo_list(8, '<div class="tr-item"><a href="/{i}">{t}</a></div>')}</div></div><div class="foot"><p>{LEGAL}</p></div></body></html>''', [s['lead']]


def paragraphs_in_divs(s):
    return f'''<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{e(s['headline'])}</title><meta property="article:published_time" content="{s['published']}"><meta property="og:title" content="{e(s['headline'])} | Pinewood Post"><meta property="og:site_name" content="Pinewood Post"></head><body><header class="hd"><div class="logo"><h1><a href="/">Pinewood Post</a></h1></div><ul class="menu">{nav('News', 'Sports', 'Living')}</ul></header><section class="content-area"><section class="story"><div class="hl"><h1>{e(s['headline'])}</h1></div><div class="credit-line"><div class="writer">{s['author']}</div><div class="when">{s['day']}</div></div><div class="story-text">{body(s, para='<div class="para">{}</div>', head='<div class="para"><strong>{}</strong></div>', between=lambda i: '<div class="inline-promo"><div>Support local journalism</div><div>Our reporters live where you live. Subscribe to the Pinewood Post for less than a dollar a week.</div></div>')}</div></section>
<section class="below"><div class="recommended">{promo_list(6, '<div class="card"><a href="/{i}"><div class="ttl">{t}</div></a><div class="sum">The latest on what happened this week, with reactions from all sides and pictures.</div></div>')}</div></section></section><footer><div>{LEGAL}</div></footer></body></html>''', []


def xhtml_page(s):
    return f'''<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>The Observer-Dispatch :: {e(s['headline'])}</title><meta name="DC.date.issued" content="{s['published'][:10]}" /><meta name="DC.title" content="{e(s['headline'])}" /><meta name="DC.creator" content="{s['author']}" /></head><body><div id="hd"><ul id="nav">{nav('News', 'Opinion')}</ul></div><div id="bd"><div id="yui-main"><div class="yui-b"><div class="hnews hentry item"><h2 class="entry-title">{e(s['headline'])}</h2><h3 class="subhead">{e(s['lead'])}</h3><p class="byline vcard">By <span class="fn">{s['author']}</span></p><div id="articleTools" class="toolbar"><a href="#">Email</a> <a href="#">Print</a></div>
<div class="photo-box"><img src="x" alt="" /><div class="photo-credit">{e(s['credit'])}</div><div class="photo-caption caption">{e(s['caption'])}</div></div><div class="entry-content">{body(s, head='<h4>{}</h4>')}<ul><li>Sandbags can be had at the fire station until ten in the evening.</li><li>The school in the upper town stays open for all who need a bed.</li></ul></div></div></div></div><div class="yui-b" id="rail"><h4>Popular stories</h4><ol>{promo_list(8)}</ol></div></div><div id="ft"><p>{LEGAL}</p></div></body></html>''', [s['lead'], s['credit'], s['caption'], 'Sandbags can be had at the fire station until ten in the evening.', 'The school in the upper town stays open for all who need a bed.']


def builder_page(s):
    widgets = body(s, para='<div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container"><p>{}</p></div></div>', head='<div class="elementor-widget"><h2 class="elementor-heading-title">{}</h2></div>')
    return f'''<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{e(s['headline'])} | Coast Post</title><meta property="og:title" content="{e(s['headline'])}"><meta property="og:site_name" content="Coast Post"><script>document.write("<div class=x><p>Written by a script, and no text of the page at all, however long it may be.</p></div>");</script>
{json_ld({'@context': 'https://schema.org', '@graph': [{'@type': 'WebPage', 'datePublished': '1999-01-01'}, article_ld(s, 'Coast Post', ['Article', 'BlogPosting'])]})}</head><body class="overflow-hidden comments-open has-sidebar"><div class="relative overflow-hidden"><header class="sticky top-0 flex"><nav class="hidden md:flex"><ul>{nav('Home', 'Ferries')}</ul></nav></header>
<div class="post type-post category-weather tag-ferry comments-open"><h1 class="text-3xl font-bold">{e(s['headline'])}</h1><div class="flex text-sm text-gray-500"><span class="author">By {s['author']}</span><span>{s['day']}</span></div>{widgets}<script>var t = "</p></div> not the end";</script></div><div class="grid gap-4"><h3>You may also like</h3>{promo_list(6, '<div class="rounded shadow"><a href="/{i}">{t}</a></div>')}</div><div class="text-xs">{LEGAL}</div></div></body></html>''', []


STYLES = [british_popular, british_quality, british_broadcaster, american_daily, american_local, agency_modern, agency_plain, blog_wordpress, blog_breaks, table_layout,
          live_list, live_articles, newsletter_page, hashed_classes, amp_page, drupal_page, magazine, div_soup, microdata, breaks_in_div, paragraphs_in_divs, xhtml_page, builder_page]
LIVE = {live_list, live_articles}


def pages():
    """(name, bytes, {text, title, published, author}) of each page."""
    for i, story in enumerate(STORIES):
        style = STYLES[i % len(STYLES)]
        markup, more = style(story)
        title = story['headline'] + (' – as it happened' if style is live_articles else '')
        texts = [title, *more, *(p.removeprefix('## ') for p in story['body'] if not (style in LIVE and p.startswith('## ')))]
        encoding = 'cp1252' if style is table_layout else 'utf-8'
        yield f'{style.__name__}-{i}', markup.encode(encoding), dict(text='\n'.join(texts), title=title, published=story['published'][:10], author=story['author'])
