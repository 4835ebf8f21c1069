"""Published data: documents and passages as JSON, by the contract of the site."""
