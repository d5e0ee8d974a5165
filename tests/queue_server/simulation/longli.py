"""Longli's plan as the checkout has it."""

from config.settings.load import CHECKOUT
from config.settings.plan_files import load_hall

LONGLI = load_hall(CHECKOUT / "config" / "halls" / "longli").plan
