"""The server: Streamlit's ASGI app over ui/main.py, with our headers, start and stop."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from icp import db, workspaces, writer
from ui import beside, headers, problems, state

COLLECT_EVERY_SECONDS = 30


async def collect_garbage() -> None:
    """Do in the background what Streamlit would do after every click (config.toml turns it off)."""
    while True:
        await asyncio.sleep(COLLECT_EVERY_SECONDS)
        await asyncio.to_thread(gc.collect)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Tidy up first, collect garbage while running, at the end finish writes and close files."""
    workspaces.tidy(state.folder())
    collector = asyncio.create_task(collect_garbage())
    try:
        yield
    finally:
        await asyncio.to_thread(beside.stop)
        collector.cancel()
        with suppress(asyncio.CancelledError):
            await collector
        await asyncio.to_thread(writer.stop)
        db.close_all()


app = st.App(
    Path(__file__).resolve().parent / "ui" / "main.py",
    middleware=[Middleware(headers.SecurityHeaders)],
    lifespan=lifespan,
    on_script_error=problems.show,
)
