"""Those who open quotes two together: their keys, rehearsals, and what is wrapped for them."""
