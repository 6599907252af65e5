//! Labels beside places that may lie closer together than text does.

/// Where the labels of these places stand, which are in ascending order: each as near to its
/// place as it gets with `gap` between neighbours, the last one not beyond `end`.
pub fn spread(places: &[f64], gap: f64, end: f64) -> Vec<f64> {
    let mut spread: Vec<f64> = Vec::with_capacity(places.len());
    for place in places {
        let free = spread.last().map_or(*place, |before| before + gap);
        spread.push(place.max(free));
    }
    let mut most = end;
    for place in spread.iter_mut().rev() {
        *place = place.min(most);
        most = *place - gap;
    }
    spread
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(places: &[f64], expected: &[f64]) {
        assert_eq!(spread(places, 10.0, 100.0), expected);
    }

    #[test]
    fn labels_make_way_for_each_other() {
        check(&[], &[]);
        check(&[20.0, 50.0], &[20.0, 50.0]);
        check(&[20.0, 21.0, 22.0, 70.0], &[20.0, 30.0, 40.0, 70.0]);
        check(&[80.0, 96.0, 97.0, 98.0], &[70.0, 80.0, 90.0, 100.0]);
    }
}
