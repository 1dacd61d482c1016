"""A published page with the same blocks as real ones; its words are invented."""

PAGE = """\
Neighbours know what is going on – 1st Review
We will tell neighbours what is planned & listen to what they say. Fàilte! 🙂
Action 1 |
---|
A newsletter will be started and delivered to every home. |
Who |
CPG, CLD, Youth Council, Academies/Colleges as appropriate. |
When |
1. Find an editor – Sept 2013 2. Print the first number – March 2014 3. Keep it going 2014-16 |
Action Progress |
An editor has been found. |
Success against Outcome |
Advert: – 200,000 Impressions (times it was shown) – 100 Clicks – 40 Actions. 24/10/13: 25 likes. |
Action 2 |
---|
A study of how people find out about meetings will be commissioned. |
Who |
CPG, Community Planning Officers |
When |
1. Study – March 2014 2. Working Group – June 2014 |
Action Progress |
The study was initially planned for end March 2013 but nothing was received. |
This entry was posted in Newsletters.
"""

TITLE = "Neighbours know what is going on"
SLUG = "neighbours-know-what-is-going-on"
