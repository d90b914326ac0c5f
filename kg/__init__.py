"""kg: claims, not facts. From news and court filings to a graph that says who claims what."""
