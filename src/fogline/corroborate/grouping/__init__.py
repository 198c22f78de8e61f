"""Which claims of many reports tell of one happening: blocks, comparison, clusters."""

from fogline.corroborate.grouping.blocks import blocks_of
from fogline.corroborate.grouping.clusters import cluster
from fogline.corroborate.grouping.compare import compare
from fogline.corroborate.grouping.profile import Profile, profile_of

__all__ = ["Profile", "blocks_of", "cluster", "compare", "profile_of"]
