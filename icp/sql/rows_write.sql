-- what: write the typed rows aside, as fast as they can be written and read once or twice
-- in:   typed, the variable typed_file (its path)
-- out:  the Parquet file, neither packed nor with dictionaries, which cost more than they save here
copy (from typed) to (getvariable('typed_file')) (
    format parquet, compression uncompressed, dictionary_size_limit 1, parquet_version v2
)
