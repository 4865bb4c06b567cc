#include "output/catalogue_page.hpp"

#include <fmt/format.h>

namespace kringloop::output {

namespace {

constexpr std::string_view head = R"(# The result file

<!-- Made from src/output/catalogue.cpp by the output tests: KRINGLOOP_UPDATE=1 ctest --test-dir build/release -R unit_output writes it anew. -->

A run writes one file, `run.nc`: NetCDF-4 after CF-1.11. It opens as it is:

```python
import xarray
run = xarray.open_dataset("runs/baseline/run.nc")
run.gross_domestic_product_real.resample(time="YS").sum()                  # by year
run.employment.where(run.industry_cluster == "core", drop=True).sum("industry")
run.employment.swap_dims(industry="industry_code").sel(industry_code="25")
```

## What is in it
- **`time`** is the first day of each quarter; `time_bounds` holds the first day of this and of the next one.
- **Dimensions** (`industry`, `good`, `region`, `carrier`, `size_class`, `sector`, `quintile`, `bank`) have their labels as coordinate and
  their codes beside them (`industry_code`); some have more columns, such as `industry_cluster` (`core`, `supplier`, `rest`).
- **Indicators** are doubles with `units`, `long_name`, `definition`, `source` (of the definition) and `cell_methods`. A
  missing value is NaN. They lie in alphabetical order. All values are national totals, also when one agent stands for many (`scale`).
- **Global attributes**: `Conventions`, `title` (of the scenario), `source`, `version`, `commit`, `seed`, `scale`, `pack`,
  `pack_checksum` and `scenario_checksum` (SHA-256 of the data pack and of the resolved scenario with its paths), `content_checksum`.

Nothing says when, where or on how many processors it ran: equal runs give equal files, byte for byte, with the same
NetCDF, HDF5 and zlib versions. With other versions the bytes of the container may differ; `content_checksum`
(XXH3 over names, units, codes and values) does not. `kringloop info run.nc` prints and verifies it.

The file is replaced as a whole (written beside its name, synced, renamed), so at any moment it is complete up to its last commit.

## How quarters add up to a year
| `cell_methods` | meaning | the year is |
|---|---|---|
| `time: sum` | flow over the quarter | the sum of four quarters |
| `time: point` | stock at the end of the quarter | the fourth quarter |
| `time: mean` | average over the quarter | the mean of four quarters |

Amounts are in EUR at current prices unless the name ends in `_real` (prices of the data pack's base year); rates and ratios are fractions
(unit `1`, or `year-1` for a rate per year), not per cent.

## Indicators
)";

std::string_view word(Timing timing) { return timing == Timing::flow ? "flow" : timing == Timing::stock ? "stock" : "mean"; }

// A bar inside a cell of a Markdown table.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

}  // namespace

std::string catalogue_page(std::span<const Indicator> listed) {
  std::string page(head);
  std::string_view stage;
  for (const Indicator& i : listed) {
    if (i.stage != stage) {
      stage = i.stage;
      page += fmt::format(
          "\n### {}\n| name | dimensions | unit | kind | definition | source of the definition | IAMC name "
          "|\n|---|---|---|---|---|---|---|\n",
          stage);
    }
    const std::string dims = i.dims.empty() ? "time" : fmt::format("time, {}", fmt::join(dimensions_of(i), ", "));
    page += fmt::format("| `{}` | {} | {} | {} | {}: {} | {} | {} |\n", i.name, dims, i.unit, word(i.timing), i.long_name, i.definition,
                        i.source, escaped(i.iamc_name));
  }
  return page;
}

}  // namespace kringloop::output
