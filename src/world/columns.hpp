// The attribute tables: every column of every population, one line each. Checkpoint, moves, growth and documentation are
// made from these lines; adding an attribute is adding a line.
//
// X(type, name, unit, meaning, default)
//
// At scale 1:N a person stands for N people; a firm `represents` real firms; money and volumes are totals represented.
#pragma once

#include <cstdint>

#include "base/amount.hpp"
#include "parallel/districts.hpp"
#include "parallel/rows.hpp"

namespace kringloop {

using parallel::District;
using parallel::Place;
using parallel::Row;

enum class Sex : std::uint8_t { male, female };
enum class Education : std::uint8_t { none, low, middle, high };
enum class Activity : std::uint8_t { child, student, employee, self_employed, unemployed, inactive, retired };
enum class HouseholdType : std::uint8_t { single, couple, couple_children, single_parent, other };
enum class FirmKind : std::uint8_t { market, one_person, government };
enum class Tier : std::uint8_t { none, state, provinces, municipalities, other };  // of government: whose unit a firm row is

inline constexpr std::uint32_t no_slot = 0xffffffffU;
inline constexpr int household_links = 20;  // goods a household buys from suppliers of its own
inline constexpr int firm_links = 12;       // goods a firm buys from suppliers of its own
inline constexpr int delivery_quarters = 2;  // from ordering a capital good to its use
inline constexpr double full_time_hours = 38.0;  // hours a week of a full-time job

template <class T, int N>
struct Fixed {  // a short array as one attribute
  T item[N]{};
  constexpr T& operator[](int i) { return item[i]; }
  constexpr const T& operator[](int i) const { return item[i]; }
};

using HouseholdSuppliers = Fixed<Place, household_links>;
using FirmSuppliers = Fixed<Place, firm_links>;
using CapitalOnOrder = Fixed<Volume, delivery_quarters>;
using InputStock = Fixed<Volume, firm_links + 1>;

#define KRINGLOOP_PERSON_COLUMNS(X)                                                                          \
  X(std::uint16_t, age, "quarters", "age in quarters", 0)                                                    \
  X(Sex, sex, "1", "sex", Sex::male)                                                                         \
  X(Education, education, "1", "highest level attained", Education::none)                                    \
  X(Activity, activity, "1", "main activity", Activity::child)                                               \
  X(std::uint32_t, household, "slot", "slot of the own household in the same district", no_slot)             \
  X(Place, employer, "place", "where the person works; nowhere when without work", Place{})                  \
  X(std::uint8_t, hours, "hours/week", "weekly hours worked or wanted", 0)                                   \
  X(float, pay, "1", "own pay relative to the wage of the employer (experience, level)", 1.0F)               \
  X(Money, last_wage, "cents/quarter", "last gross wage, base of unemployment benefit", Money{})             \
  X(std::uint16_t, duration, "quarters", "quarters in the present activity or job", 0)

#define KRINGLOOP_HOUSEHOLD_COLUMNS(X)                                                                       \
  X(HouseholdType, type, "1", "composition", HouseholdType::single)                                          \
  X(std::uint8_t, members, "persons", "person rows living here", 0)                                          \
  X(std::uint8_t, quintile, "1", "income quintile 0..4 of the basket", 0)                                    \
  X(std::uint8_t, owner_occupier, "1", "1: owns the dwelling", 0)                                                   \
  X(std::uint8_t, bank, "1", "index of the bank", 0)                                                         \
  X(Money, deposits, "cents", "money at the bank", Money{})                                                  \
  X(Money, mortgage, "cents", "mortgage debt", Money{})                                                      \
  X(Money, consumer_credit, "cents", "other debt", Money{})                                                  \
  X(Money, income, "cents/quarter", "disposable income of this quarter", Money{})                            \
  X(double, smoothed_income, "EUR/quarter", "disposable income, exponentially smoothed", 0.0)                \
  X(Money, budget, "cents/quarter", "consumption budget of this quarter, purchasers' prices", Money{})       \
  X(Money, spent, "cents/quarter", "consumption of this quarter, purchasers' prices", Money{})               \
  X(HouseholdSuppliers, supplier, "place", "supplier of each linked good", HouseholdSuppliers{})

#define KRINGLOOP_FIRM_COLUMNS(X)                                                                            \
  X(std::uint8_t, industry, "1", "index of the industry, and of its good", 0)                                \
  X(std::uint8_t, size_class, "1", "0: 1 person, 1: 2-9, 2: 10-49, 3: 50-249, 4: 250 and more", 0)           \
  X(FirmKind, kind, "1", "market producer, one-person firm, government unit", FirmKind::market)              \
  X(Tier, tier, "1", "tier of government the unit belongs to; none = a market producer", Tier::none)          \
  X(double, budget_share, "1", "of the public budget, fixed at the opening", 0.0)                             \
  X(Money, treasury_balance, "cents", "what a government unit has left of its budgets with the treasury; negative = owes", Money{}) \
  X(Head, represents, "firms", "real firms this row stands for", Head{})                                     \
  X(std::uint16_t, age, "quarters", "quarters since entry", 0)                                               \
  X(std::uint8_t, bank, "1", "index of the bank", 0)                                                         \
  X(double, price, "EUR/base EUR", "basic price", 1.0)                                                       \
  X(double, markup, "1", "mark-up on unit cost", 0.0)                                                        \
  X(double, wage, "EUR/quarter", "gross wage of one full-time person with pay 1", 0.0)                       \
  X(double, draw, "1", "what the self-employed owners take out, over a full wage", 1.0)                       \
  X(double, productivity, "1", "labour productivity relative to the base year: mean frontier of the capital", 1.0) \
  X(double, efficiency, "1", "what an hour makes relative to the industry, at the same technique", 1.0)      \
  X(double, expected_demand, "base EUR/quarter", "orders expected for a quarter", 0.0)                       \
  X(double, target_staff, "fte", "full-time people wanted", 0.0)                                             \
  X(double, unit_cost, "EUR/base EUR", "cost of a unit at normal use", 1.0)                                  \
  X(Head, staff, "persons", "people working here (represented)", Head{})                                     \
  X(Hours, staff_hours, "hours/week", "weekly hours of the staff (represented)", Hours{})                    \
  X(Head, vacancies, "persons", "open vacancies (represented)", Head{})                                      \
  X(Volume, capital, "1/1000 base EUR", "fixed assets in use", Volume{})                                     \
  X(CapitalOnOrder, capital_on_order, "1/1000 base EUR", "fixed assets bought, not yet in use", CapitalOnOrder{}) \
  X(Volume, investment, "1/1000 base EUR", "fixed assets bought this quarter", Volume{})                     \
  X(Volume, inventory, "1/1000 base EUR", "own product in stock", Volume{})                                  \
  X(InputStock, input_stock, "1/1000 base EUR", "inputs in stock: linked goods, then all others together", InputStock{}) \
  X(Volume, capacity, "1/1000 base EUR", "what can be made this quarter", Volume{})                          \
  X(Volume, output, "1/1000 base EUR", "made this quarter", Volume{})                                        \
  X(Volume, orders, "1/1000 base EUR", "ordered this quarter, before rationing", Volume{})                   \
  X(Volume, sold, "1/1000 base EUR", "delivered this quarter", Volume{})                                     \
  X(Money, revenue, "cents", "received for products this quarter", Money{})                                  \
  X(Money, wage_bill, "cents", "gross wages paid this quarter", Money{})                                     \
  X(Money, mixed_income, "cents", "paid to the self-employed for their work this quarter", Money{})           \
  X(Money, contributions, "cents", "employer's contributions on wages of this quarter", Money{})              \
  X(Money, input_cost, "cents", "spent on inputs this quarter, purchasers' prices", Money{})                 \
  X(Money, investment_cost, "cents", "spent on capital goods this quarter, purchasers' prices", Money{})       \
  X(Money, profit, "cents", "profit before tax of this quarter, after depreciation", Money{})                \
  X(Money, deposits, "cents", "money at the bank", Money{})                                                  \
  X(Money, deposits_kept, "cents", "money at the bank after the last payout", Money{})                       \
  X(double, payout, "EUR/quarter", "what owners are paid out of usual earnings", 0.0)                        \
  X(Money, loan, "cents", "bank debt", Money{})                                                              \
  X(FirmSuppliers, supplier, "place", "supplier of each linked good", FirmSuppliers{})

}  // namespace kringloop
