"""Moments of cycles on series whose answer is known."""
import unittest

import numpy
import pandas

import cycle_moments
import drawn_world


class CycleMoments(unittest.TestCase):
    def test_a_straight_line_has_no_cycle(self):
        self.assertLess(numpy.abs(cycle_moments.cycle(3.0 + 0.5 * numpy.arange(80))).max(), 1e-9)

    def test_a_short_wave_is_all_cycle(self):
        wave = numpy.sin(numpy.arange(200) * 2 * numpy.pi / 8)
        self.assertGreater(cycle_moments.correlation(cycle_moments.cycle(wave), wave), 0.99)

    def test_what_follows_is_found_to_lag(self):
        wave = numpy.sin(numpy.arange(200) * 2 * numpy.pi / 24)
        across = cycle_moments.cross_correlations(wave[3:], wave[:-3])
        self.assertEqual(list(cycle_moments.LAGS)[int(numpy.argmax(across))], 3)

    def test_spells_of_falling_output(self):
        self.assertEqual(cycle_moments.spells([1, -1, 2, -1, -1, -1, 1, -2]), [1, 3, 1])

    def test_twice_the_wave_is_twice_the_deviation(self):
        wave = 0.01 * numpy.sin(numpy.arange(100) * 2 * numpy.pi / 20)
        found = cycle_moments.moments(pandas.DataFrame({"gdp": numpy.exp(wave), "investment": numpy.exp(2 * wave)}))
        self.assertAlmostEqual(found["investment over gdp"], 2.0)
        self.assertAlmostEqual(found["investment with gdp"], 1.0)

    def test_noise_of_runs_apart_from_what_they_share(self):
        random = numpy.random.Generator(numpy.random.PCG64(1))
        wave = 0.02 * numpy.sin(numpy.arange(120) * 2 * numpy.pi / 20)
        frames = [pandas.DataFrame({"gdp": numpy.exp(wave + 0.01 * random.standard_normal(120))}) for _ in range(40)]
        common, apart = cycle_moments.noise(frames)
        self.assertAlmostEqual(common, 1.33, delta=0.1)  # the filter lets 94 % of a wave of 20 quarters through
        self.assertAlmostEqual(apart, 1.0, delta=0.1)


class DrawnWorld(unittest.TestCase):
    def test_an_autoregression_is_found_again(self):
        random = numpy.random.Generator(numpy.random.PCG64(2))
        series = [0.0, 0.0]
        for _ in range(5000):
            series.append(1.2 * series[-1] - 0.4 * series[-2] + random.standard_normal())
        coefficients, residuals = drawn_world.autoregression(numpy.array(series), 2)
        numpy.testing.assert_allclose(coefficients, [1.2, -0.4], atol=0.04)
        self.assertAlmostEqual(residuals.std(), 1.0, delta=0.05)


if __name__ == "__main__":
    unittest.main()
