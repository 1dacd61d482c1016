"""The whole story, one module for each part of it; test_the_whole_story.py tells it in order."""
