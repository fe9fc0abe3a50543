"""Decide partitioned Parquet with Spark, and write it with the verdicts.

    pip install "offerkit[frames]" pyspark pandas
    python spark.py OFFERS DECIDED

OFFERS is a folder of Parquet files, such as a job board exports: the columns salary, currency,
minutes, vacation and team. On a cluster, the same file goes to `spark-submit`; offerkit has to be
installed where the program runs, not on the workers, which get plain expressions of columns.
"""

import sys

from pyspark.sql import SparkSession

import offerkit

CRITERIA = offerkit.parse_criteria("""
dealbreaker "Too far"     if commute.time > 60 min
dealbreaker "Too little"  if pay.base < 40k USD per year
pro "Time off"            if leave.days >= 25   weight 2
con "Large team"          if team.size > 12
accept at 60%
""")
COLUMNS: dict[str, str | dict[str, str]] = {
    "salary": {"fact": "pay.base", "currency": "currency", "per": "year"},
    "minutes": "commute.time",
    "vacation": "leave.days",
    "team": "team.size",
}


def main(source: str, target: str) -> None:
    """Decide the rows of one folder into another."""
    # Two hundred partitions, the default, are for clusters; `spark-submit --conf` says otherwise.
    builder = SparkSession.builder.appName("offers").config("spark.sql.shuffle.partitions", 8)
    session = builder.getOrCreate()
    decided = CRITERIA.decide_frame(session.read.parquet(source), COLUMNS, missing=True)
    decided.write.mode("overwrite").parquet(target)
    session.read.parquet(target).groupBy("verdict").count().orderBy("verdict").show()
    session.stop()


if __name__ == "__main__":
    main(*sys.argv[1:3])
