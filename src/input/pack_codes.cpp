#include "input/pack_codes.hpp"

namespace kringloop::input::codes {

// One list a function; the order is that of the enumeration or struct it fills.
#define KRINGLOOP_CODES(function, what, ...)        \
  const KeyList& function() {                       \
    static const KeyList list(what, {__VA_ARGS__}); \
    return list;                                    \
  }
using Key = KeyList::Key;

KRINGLOOP_CODES(final_use, "user", Key{"household_consumption", ""}, Key{"government_consumption", ""}, Key{"investment_business", ""},
                Key{"investment_public", ""}, Key{"investment_dwellings", ""}, Key{"inventories", ""}, Key{"exports", ""})
KRINGLOOP_CODES(origin, "origin", Key{"domestic", ""}, Key{"imported", ""})
KRINGLOOP_CODES(use_class, "use_class", Key{"intermediate", ""}, Key{"household_consumption", ""}, Key{"government_consumption", ""},
                Key{"investment", ""}, Key{"exports", ""})
KRINGLOOP_CODES(valuation_item, "item", Key{"margin_rate", "fraction"}, Key{"product_tax_rate", "fraction"}, Key{"vat_rate", "fraction"})
KRINGLOOP_CODES(reexport_item, "item", Key{"bought_abroad", "MEUR/year"}, Key{"margin", "MEUR/year"}, Key{"sold_abroad", "MEUR/year"})
KRINGLOOP_CODES(account_item, "item", Key{"output", "MEUR/year"}, Key{"intermediate", "MEUR/year"}, Key{"gross_value_added", "MEUR/year"},
                Key{"wages", "MEUR/year"}, Key{"employer_contributions", "MEUR/year"}, Key{"production_taxes_net", "MEUR/year"},
                Key{"operating_surplus", "MEUR/year"}, Key{"mixed_income", "MEUR/year"}, Key{"fixed_capital_consumption", "MEUR/year"},
                Key{"capital_stock", "MEUR"}, Key{"persons", "persons"}, Key{"employees", "persons"}, Key{"self_employed", "persons"},
                Key{"jobs", "jobs"}, Key{"fte", "fte"})
KRINGLOOP_CODES(sector, "sector", Key{"households", ""}, Key{"firms", ""}, Key{"banks", ""}, Key{"pension_fund", ""}, Key{"government", ""},
                Key{"foreign", ""})
KRINGLOOP_CODES(instrument, "instrument", Key{"deposits", ""}, Key{"mortgages", ""}, Key{"firm_loans", ""}, Key{"consumer_credit", ""},
                Key{"government_bonds", ""}, Key{"foreign_assets", ""}, Key{"pension_claims", ""})
KRINGLOOP_CODES(side, "side", Key{"asset", ""}, Key{"liability", ""})
KRINGLOOP_CODES(size_class, "size_class", Key{"1", ""}, Key{"2-9", ""}, Key{"10-49", ""}, Key{"50-249", ""}, Key{"250+", ""})
KRINGLOOP_CODES(firm_item, "item", Key{"firms", "firms"}, Key{"persons", "persons"})
KRINGLOOP_CODES(tier, "tier", Key{"state", ""}, Key{"provinces", ""}, Key{"municipalities", ""}, Key{"other", ""})
KRINGLOOP_CODES(body_item, "item", Key{"bodies", "number"}, Key{"staff", "fte"}, Key{"budget", "MEUR/year"})
KRINGLOOP_CODES(finance_item, "item", Key{"bank_debt", "MEUR"}, Key{"deposits", "MEUR"}, Key{"foreign_owned_share", "fraction"},
                Key{"payout_share", "fraction"})
KRINGLOOP_CODES(bank_item, "item", Key{"households", "fraction"}, Key{"firms", "fraction"})
KRINGLOOP_CODES(sex, "sex", Key{"M", ""}, Key{"F", ""})
KRINGLOOP_CODES(age_band, "age band", Key{"0-4", ""}, Key{"5-9", ""}, Key{"10-14", ""}, Key{"15-19", ""}, Key{"20-24", ""},
                Key{"25-29", ""}, Key{"30-34", ""}, Key{"35-39", ""}, Key{"40-44", ""}, Key{"45-49", ""}, Key{"50-54", ""},
                Key{"55-59", ""}, Key{"60-64", ""}, Key{"65-69", ""}, Key{"70-74", ""}, Key{"75-79", ""}, Key{"80-84", ""},
                Key{"85-89", ""}, Key{"90+", ""})
KRINGLOOP_CODES(education, "level", Key{"low", ""}, Key{"middle", ""}, Key{"high", ""})
KRINGLOOP_CODES(activity, "status", Key{"employee", ""}, Key{"self_employed", ""}, Key{"unemployed", ""}, Key{"inactive", ""})
KRINGLOOP_CODES(household_type, "type", Key{"single", ""}, Key{"couple", ""}, Key{"couple_children", ""}, Key{"single_parent", ""},
                Key{"other", ""})
KRINGLOOP_CODES(quintile, "quintile", Key{"1", ""}, Key{"2", ""}, Key{"3", ""}, Key{"4", ""}, Key{"5", ""})
KRINGLOOP_CODES(household_finance_item, "item", Key{"income_share", "fraction"}, Key{"deposit_share", "fraction"},
                Key{"mortgage_share", "fraction"}, Key{"consumption_share", "fraction"}, Key{"owner_share", "fraction"})
KRINGLOOP_CODES(demographic_event, "event", Key{"mortality", "1/year"}, Key{"fertility", "1/year"}, Key{"immigration", "persons"},
                Key{"emigration", "persons"}, Key{"leave_parental_home", "1/year"}, Key{"partnering", "1/year"},
                Key{"separation", "1/year"}, Key{"moving_in_with_others", "1/year"})
KRINGLOOP_CODES(carrier, "carrier", Key{"natural_gas", ""}, Key{"oil_products", ""}, Key{"coal", ""}, Key{"electricity", ""}, Key{"heat", ""},
                Key{"biomass", ""})
KRINGLOOP_CODES(carrier_item, "item", Key{"fossil_carbon", "kg/GJ"}, Key{"biogenic_carbon", "kg/GJ"})
KRINGLOOP_CODES(energy_purpose, "purpose", Key{"fuel", ""}, Key{"generation", ""}, Key{"feedstock", ""})
KRINGLOOP_CODES(carbon_item, "item", Key{"process_emissions", "Mt/year"}, Key{"ets_share", "fraction"}, Key{"free_share", "fraction"},
                Key{"levy_share", "fraction"})

}  // namespace kringloop::input::codes
