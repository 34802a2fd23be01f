"""`researchlib seal`: the checksums of the raw files are kept, and every later reading compares."""

from researchlib.store.files import json_bytes, write_atomic
from researchlib.study.study import Study
from researchlib.terms.words import SAMPLE_MARK


def seal(study: Study) -> int:
    """Write the checksum of every file brought from the field; returns how many.

    What people go on filling in (the workbook, sheets to type into) and example data that came
    with a study of an earlier version are not sealed.
    """
    sums = _brought(study)
    write_atomic(study.paths.sealed, json_bytes(sums))
    return len(sums)


def unsealed(study: Study) -> list[str]:
    """The files that came after the others were sealed; none where nothing is sealed."""
    return [name for name in _brought(study) if name not in study.sealed] if study.sealed else []


def _brought(study: Study) -> dict[str, str]:
    place = study.paths
    folders = {
        path.name for path in (place.questionnaires, place.records, place.interviews, place.photos)
    }
    return {
        name: digest
        for name, digest in place.fingerprints().items()
        if name.split("/")[0] in folders and not name.split("/")[-1].startswith(SAMPLE_MARK)
    }
