"""What the fuzz tests of the frame readers share."""

from hypothesis import strategies as st

EXAMPLES = 100
FRAME_EXAMPLES = 10_000
"""For every reader of frames together (``test_every_reader.py``): one noise for all of them, in some seconds."""
FRAME_MEMORY_BYTES = 5_000
NOISE = st.lists(
    st.one_of(
        st.binary(max_size=40), st.sampled_from([b"\xaa\xaa\xaa\x96\x69", b"\xff\x68", b"\xaa", b"\xff", b"\x37"])
    )
).map(b"".join)


def split(data: bytes, cuts: list[int]) -> list[bytes]:
    """The bytes in pieces."""
    at = sorted({cut % (len(data) + 1) for cut in cuts})
    return [data[start:end] for start, end in zip([0, *at], [*at, len(data)], strict=True)]


def steps(data: bytes, step: int) -> list[bytes]:
    """The bytes in pieces of so many."""
    return [data[at : at + step] for at in range(0, len(data), step)]
