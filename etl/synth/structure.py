"""One government built whole."""

from __future__ import annotations

from dataclasses import dataclass

from etl.synth import structure_agency, structure_district, structure_top
from etl.synth.profile import Profile
from etl.synth.sections import Sections, listed, tipe
from etl.synth.structure_agency import Made
from etl.synth.tree import Post, Tree


@dataclass(frozen=True)
class Government:
    """The tree of a government, its agencies and their short names."""

    profile: Profile
    tree: Tree
    agencies: list[Made]

    def opd(self, agency_id: str) -> str | None:
        """The code of an agency by its short name."""
        return next((m.kode for m in self.agencies if m.agency["id"] == agency_id), None)

    def codes(self, ids: tuple[str, ...]) -> set[str]:
        """Codes of several agencies."""
        return {m.kode for m in self.agencies if m.agency["id"] in ids}

    @property
    def children(self) -> dict[str, list[Post]]:
        """Posts directly below each post, after simplification."""
        below: dict[str, list[Post]] = {}
        for post in self.tree.posts:
            if post.atasan and post.baru:
                below.setdefault(post.atasan, []).append(post)
        return below


def build(profile: Profile) -> Government:
    """Units and posts, before and after."""
    tree = Tree()
    slim = next((tipe(profile, a) for _, a in listed(profile) if a["id"] == profile.sekretariat_ramping), "-")
    sections = Sections(profile, tree, {"A": 3, "-": 0}.get(slim, 2))
    top = structure_top.head(tree, profile)
    sekda, assistants = structure_top.setda(tree, profile, top, sections)
    structure_top.setwan(tree, sekda)
    structure_top.inspektorat(tree, sekda)
    made = structure_agency.build(tree, profile, sekda, assistants, sections)
    structure_district.build(tree, profile, sekda, assistants[0])
    return Government(profile, tree, made)
