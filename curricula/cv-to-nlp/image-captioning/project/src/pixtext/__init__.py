"""pixtext: from pixels to paragraphs. This step adds the captioner."""
